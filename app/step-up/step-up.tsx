"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { describeProofAction } from "@/app/step-up/actions";
import type { ProofWays } from "@/app/step-up/dialog";
import { hearProofAsked, type ProofAsked } from "@/components/form/proof";

// Loaded when somebody is asked: most visits never are.
const ProofDialog = lazy(() => import("@/app/step-up/dialog").then(({ ProofDialog }) => ({ default: ProofDialog })));

/** Asks over the page for a fresh proof, wherever an act needs one; once in a layout. */
export function StepUp() {
  const [asked, setAsked] = useState<{ ways: ProofWays; settle: ProofAsked } | null>(null);

  useEffect(
    () =>
      hearProofAsked(async (settle) => {
        const described = await describeProofAction({}).catch(() => null);
        if (described?.ok) setAsked({ ways: described.data, settle });
        else settle(false);
      }),
    [],
  );

  if (!asked) return null;
  const done = (proven: boolean) => {
    setAsked(null);
    asked.settle(proven);
  };
  return (
    <Suspense>
      <ProofDialog ways={asked.ways} onDone={done} />
    </Suspense>
  );
}
