"use client";

import * as Radix from "radix-ui/dropdown-menu";
import { type ComponentProps, type ReactNode, useState } from "react";
import { classNames } from "@/components/ui/class-names";

export interface DropdownMenuProps {
  /** One button. */
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}

/** A menu of acts under a button; arrows, type-ahead and Escape work. Not modal, so that it needs no style element. */
export function DropdownMenu({ trigger, children, align = "end" }: DropdownMenuProps) {
  // Drawn beside its button rather than at the end of the page, so that it stays within its landmark.
  const [place, setPlace] = useState<HTMLSpanElement | null>(null);
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <span ref={setPlace} />
      <Radix.Portal container={place}>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className="z-50 min-w-56 animate-rise rounded-xl border border-border bg-surface p-1.5 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const itemClass =
  "flex h-10 w-full items-center gap-3 rounded-md px-2.5 text-left text-[0.9375rem] outline-none select-none data-[highlighted]:bg-subtle pointer-coarse:h-11 [&_svg]:size-[1.125rem] [&_svg]:text-muted";

/** An act, or with `asChild` a link. */
export function MenuItem({ className, ...rest }: ComponentProps<typeof Radix.Item>) {
  return <Radix.Item {...rest} className={classNames(itemClass, className)} />;
}

/** A line between groups of acts. */
export function MenuSeparator() {
  return <Radix.Separator className="-mx-1.5 my-1.5 h-px bg-border" />;
}

/** Words in a menu that do nothing, such as who is signed in. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-2 text-sm">{children}</Radix.Label>;
}
