"use client";

import * as Radix from "radix-ui/tooltip";
import { type ReactNode, useState } from "react";

/** A few words more about a button, on hover and on focus. Never the only place where something is said. */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  const [place, setPlace] = useState<HTMLSpanElement | null>(null);
  return (
    <Radix.Provider delayDuration={400}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <span ref={setPlace} />
        <Radix.Portal container={place}>
          <Radix.Content
            sideOffset={6}
            collisionPadding={12}
            className="z-50 max-w-64 rounded-md bg-foreground px-2.5 py-1.5 text-sm text-background shadow-float"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
