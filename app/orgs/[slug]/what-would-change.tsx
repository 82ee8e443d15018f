"use client";

import { type ReactNode, useState, useTransition } from "react";
import { attempt } from "@/components/form/failure";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

export interface WhatWouldChangeProps<P> {
  /** Names the choice that is asked about. */
  of: string;
  ask: Parameters<typeof attempt<P>>[0];
  children: (preview: P) => ReactNode;
}

/** Asks what a choice would change before it is saved, and shows the answer for as long as the choice stays. */
export function WhatWouldChange<P>({ of, ask, children }: WhatWouldChangeProps<P>) {
  const [shown, setShown] = useState<{ of: string; preview: P } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  function look() {
    startTransition(async () => {
      setFailure(null);
      const result = await attempt(ask);
      if ("reason" in result) setFailure(result.reason);
      else setShown({ of, preview: result.data });
    });
  }

  return (
    <div className="grid gap-3">
      <div>
        <Button variant="secondary" size="sm" pending={pending} onClick={look}>
          What would change?
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {failure && <Alert tone="danger">{failure}</Alert>}
        {/* What was asked about another choice is no answer any more. */}
        {shown?.of === of && children(shown.preview)}
      </div>
    </div>
  );
}
