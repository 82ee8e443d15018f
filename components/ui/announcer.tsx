"use client";

import { useEffect, useRef } from "react";

const EVENT = "portico:announce";

/** Says something to screen readers without showing it. Needs `<Announcer />` in the root layout. */
export function announce(message: string): void {
  window.dispatchEvent(new CustomEvent(EVENT, { detail: message }));
}

/** The one polite live region of the page. */
export function Announcer() {
  const region = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const say = (event: Event) => {
      if (!region.current || !(event instanceof CustomEvent) || typeof event.detail !== "string") return;
      // The same words twice must be read twice: a changed no-break space at the end makes them new.
      const same = region.current.textContent === event.detail;
      region.current.textContent = same ? `${event.detail}\u00a0` : event.detail;
    };
    window.addEventListener(EVENT, say);
    return () => window.removeEventListener(EVENT, say);
  }, []);

  return <div ref={region} role="status" aria-live="polite" className="sr-only" />;
}
