"use client";

import RefreshCw from "lucide-react/icons/refresh-cw";
import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { Button } from "@/components/ui/button";

const EVERY_MS = 4_000;

/** Looks for new mail: every few seconds while somebody looks, when they come back, and when they ask. */
export function KeepFresh() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") router.refresh();
    };
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [router]);

  return (
    <Button variant="secondary" size="sm" pending={pending} onClick={() => startTransition(() => router.refresh())}>
      <RefreshCw aria-hidden="true" className="size-4" />
      Refresh
    </Button>
  );
}
