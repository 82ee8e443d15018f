"use client";

import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

export interface CountdownButtonProps extends Omit<ButtonProps, "onClick" | "children"> {
  /** Seconds to wait before the first use; 0 for none. */
  initialSeconds: number;
  /** Does it; resolves to the seconds to wait before the next use. */
  onPress: () => Promise<number>;
  label: string;
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A button that can be used again only after a while, and shows how long. */
export function CountdownButton({ initialSeconds, onPress, label, ...rest }: CountdownButtonProps) {
  const [until, setUntil] = useState<number | null>(null);
  const [left, setLeft] = useState(initialSeconds);
  const [pending, setPending] = useState(false);

  useEffect(() => {
    if (initialSeconds > 0) setUntil(Date.now() + initialSeconds * 1000);
  }, [initialSeconds]);

  useEffect(() => {
    if (until === null) return;
    // Counted from a point in time, not in ticks: a page in the background ticks slowly.
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(seconds);
      if (seconds === 0) setUntil(null);
    };
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [until]);

  async function press() {
    if (left > 0) return;
    setPending(true);
    try {
      const seconds = await onPress();
      if (seconds > 0) {
        setLeft(seconds);
        setUntil(Date.now() + seconds * 1000);
      }
    } finally {
      setPending(false);
    }
  }

  return (
    <Button {...rest} pending={pending} aria-disabled={left > 0 || pending || undefined} onClick={press}>
      <span className={classNames("tabular-nums", left > 0 && "text-muted")}>{left > 0 ? `${label} in ${clock(left)}` : label}</span>
    </Button>
  );
}
