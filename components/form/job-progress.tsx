"use client";

import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState } from "react";
import { announce } from "@/components/ui/announcer";

const EVERY_MS = 1_000;

/** What a look at a job found. */
export type JobState = { isDone: false; progress: number } | { isDone: true; announcement: string };

export interface JobProgressProps {
  /** What is being done, such as "Preparing your data…". */
  label: string;
  /** Per cent, as the page knew it. */
  progress: number;
  /** Asks how far it is; null when that cannot be told now, and is asked again. */
  look: () => Promise<JobState | null>;
}

/** Follows a job while it is at work; the bar only ever grows. When it is done the page is drawn anew. */
export function JobProgress({ label, progress, look }: JobProgressProps) {
  const router = useRouter();
  const id = useId();
  const [done, setDone] = useState(progress);
  const latest = useRef(look);
  latest.current = look;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const ask = async () => {
      const state = await latest.current();
      if (left) return;
      if (state?.isDone) {
        announce(state.announcement);
        router.refresh();
      } else if (state) setDone((before) => Math.max(before, state.progress));
      timer = setTimeout(ask, EVERY_MS);
    };
    timer = setTimeout(ask, EVERY_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [router]);

  return (
    <div className="grid gap-2.5">
      <label htmlFor={id} className="text-[0.9375rem]">
        {label}
      </label>
      <progress
        id={id}
        max={100}
        value={done}
        className="h-2 w-full appearance-none overflow-hidden rounded-full bg-subtle [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-subtle [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[inline-size] [&::-webkit-progress-value]:duration-700"
      >
        {done} %
      </progress>
      <p className="text-sm text-muted">You can leave this page and come back.</p>
    </div>
  );
}
