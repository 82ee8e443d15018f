"use client";

import { useState } from "react";
import { requireProofAction } from "@/app/step-up/actions";
import { attempt } from "@/components/form/failure";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** Asks for the proof, and goes on to a path of ours. */
export function GoOnButton({ next }: { next: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState("");

  async function goOn() {
    setPending(true);
    setProblem("");
    const result = await attempt(() => requireProofAction({}));
    if ("data" in result) return location.assign(next);
    setPending(false);
    setProblem(result.reason);
  }

  return (
    <>
      <Button pending={pending} onClick={goOn}>
        Confirm
      </Button>
      <div role="alert" className="w-full empty:hidden">
        {problem && <Alert tone="danger">{problem}</Alert>}
      </div>
    </>
  );
}
