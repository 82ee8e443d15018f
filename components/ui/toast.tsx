"use client";

import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import X from "lucide-react/icons/x";
import { useEffect, useState } from "react";

const EVENT = "portico:toast";
/** Long enough to read twice; hovering or focusing a message keeps it. */
const SHOWN_MS = 6000;

interface Toast {
  id: number;
  tone: "success" | "danger";
  message: string;
}

let lastId = 0;

/** Shows a short message at the edge of the page: for what worked and needs nothing more. What went wrong belongs beside its cause. */
export function toast(message: string, tone: Toast["tone"] = "success"): void {
  lastId += 1;
  window.dispatchEvent(new CustomEvent<Toast>(EVENT, { detail: { id: lastId, tone, message } }));
}

/** Where messages appear; once in a layout. Written here because the usual library inserts a style element, which our content policy refuses. */
export function Toaster() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const [held, setHeld] = useState(false);
  const remove = (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id));

  useEffect(() => {
    const add = (event: Event) => {
      if (event instanceof CustomEvent) setToasts([event.detail]);
    };
    window.addEventListener(EVENT, add);
    return () => window.removeEventListener(EVENT, add);
  }, []);

  useEffect(() => {
    if (held || toasts.length === 0) return;
    const timer = setTimeout(() => setToasts((shown) => shown.slice(1)), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, toasts]);

  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-50 grid justify-items-center gap-2 sm:bottom-6"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toasts.map(({ id, tone, message }) => (
        <div
          key={id}
          className="pointer-events-auto flex w-full max-w-sm animate-rise items-start gap-3 rounded-xl border border-border bg-surface py-2.5 pr-2 pl-4 shadow-float"
        >
          {tone === "success" ? (
            <CircleCheck aria-hidden="true" className="mt-1.5 size-[1.125rem] shrink-0 text-success" />
          ) : (
            <CircleAlert aria-hidden="true" className="mt-1.5 size-[1.125rem] shrink-0 text-danger" />
          )}
          <p className="flex-1 py-1 text-[0.9375rem] leading-6">{message}</p>
          <button
            type="button"
            aria-label="Dismiss message"
            onClick={() => remove(id)}
            className="grid size-8 place-items-center rounded-md text-muted hover:bg-subtle hover:text-foreground pointer-coarse:size-11"
          >
            <X aria-hidden="true" className="size-4" />
          </button>
        </div>
      ))}
    </section>
  );
}
