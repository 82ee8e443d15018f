"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { findDataExportAction } from "@/app/account/privacy/actions";
import { attempt } from "@/components/form/failure";
import { announce } from "@/components/ui/announcer";

const EVERY_MS = 1_000;

/** Follows the copy while it is made; the bar only ever grows. When it is done the page is drawn anew. */
export function ExportProgress({ progress }: { progress: number }) {
  const router = useRouter();
  const [done, setDone] = useState(progress);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const look = async () => {
      const result = await attempt(() => findDataExportAction({}));
      if (left) return;
      // A look that failed is tried again: the copy is made without us.
      if ("data" in result && result.data.status !== "preparing") {
        announce(result.data.status === "ready" ? "Your data is ready to download." : "The copy of your data could not be made.");
        router.refresh();
      } else if ("data" in result) setDone((before) => Math.max(before, result.data.progress));
      timer = setTimeout(look, EVERY_MS);
    };
    timer = setTimeout(look, EVERY_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [router]);

  return (
    <div className="grid gap-2.5">
      <label htmlFor="export-progress" className="text-[0.9375rem]">
        Preparing your data…
      </label>
      <progress
        id="export-progress"
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
