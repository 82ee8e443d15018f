"use client";

import X from "lucide-react/icons/x";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
}

/**
 * A question over the page; Escape and a click beside it close it, and focus returns to where it was.
 * The ground is our own element: Radix's would insert a style element, which our content policy refuses.
 */
export function Dialog({ open, onOpenChange, title, description, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div className="fixed inset-0 z-40 touch-none bg-overlay" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className="fixed inset-x-0 bottom-0 z-50 mx-auto grid max-h-[90dvh] w-full animate-rise gap-5 overflow-y-auto overscroll-contain rounded-t-2xl border border-border bg-surface p-6 shadow-float sm:inset-0 sm:m-auto sm:h-fit sm:max-w-md sm:rounded-2xl"
        >
          <div className="pr-10">
            <Radix.Title className="text-lg leading-7 font-semibold tracking-tight">{title}</Radix.Title>
            {description && <Radix.Description className="mt-1 text-[0.9375rem] text-muted">{description}</Radix.Description>}
          </div>
          {children}
          <Radix.Close
            aria-label="Close"
            className="absolute top-4 right-4 grid size-9 place-items-center rounded-lg text-muted hover:bg-subtle hover:text-foreground"
          >
            <X aria-hidden="true" className="size-5" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The row of buttons at a dialog's end; the safe one first on a phone's bottom, left of the other on a desktop. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className="flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">{children}</div>;
}
