"use client";

import { useEffect, useState } from "react";
import { announce } from "@/components/ui/announcer";

const WARN_SECONDS = 5 * 60;

function words(seconds: number): string {
  if (seconds <= 0) return "The hour is over.";
  if (seconds < 90) return `${seconds} seconds left.`;
  return `${Math.ceil(seconds / 60)} minutes left.`;
}

/** How long an administrator may go on acting as somebody. Read aloud only near the end, and when it is over. */
export function TimeLeft({ until, seconds }: { until: string; seconds: number }) {
  const [left, setLeft] = useState(seconds);

  useEffect(() => {
    let before = Number.POSITIVE_INFINITY;
    // Counted from a point in time, not in ticks: a page in the background ticks slowly.
    const tick = () => {
      const now = Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000));
      if ((now === 0 && before > 0) || (now <= WARN_SECONDS && before > WARN_SECONDS && before < Number.POSITIVE_INFINITY)) {
        announce(`Acting as somebody else: ${words(now)}`);
      }
      before = now;
      setLeft(now);
    };
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until]);

  return <span className="whitespace-nowrap tabular-nums">{words(left)}</span>;
}
