"use client";

import { useState, useTransition } from "react";
import { answerApprovalAction } from "@/app/(auth)/login/device/answer/actions";
import { attempt } from "@/components/form/failure";
import { useHiddenToken } from "@/components/form/use-hidden-token";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";

type Answer = "approve" | "refuse";

const SAID = {
  approved: { tone: "success", title: "The device is let in", text: "It goes on by itself. You can close this page." },
  refused: {
    tone: "warning",
    title: "The device stays out",
    text: "Whoever it was may know your password. You were signed out everywhere, and we sent you a mail to choose a new one.",
  },
} as const;

/** Both answers. The token leaves the address bar at once and is sent only by a press. */
export function AnswerForm({ token }: { token: string }) {
  const [said, setSaid] = useState<keyof typeof SAID | null>(null);
  const [problem, setProblem] = useState("");
  const [chosen, setChosen] = useState<Answer | null>(null);
  const [pending, startTransition] = useTransition();
  useHiddenToken();
  const answer = (which: Answer) => {
    setChosen(which);
    startTransition(async () => {
      const result = await attempt(() => answerApprovalAction({ token, answer: which }));
      if ("reason" in result) setProblem(result.reason);
      else setSaid(result.data.status);
    });
  };

  if (said) {
    const { tone, title, text } = SAID[said];
    return (
      <div role="status">
        <Alert tone={tone} title={title}>
          {text}
        </Alert>
      </div>
    );
  }
  return (
    <div className="grid gap-3">
      <Problem>{problem}</Problem>
      <Button block pending={pending && chosen === "approve"} onClick={() => answer("approve")}>
        Yes, it was me
      </Button>
      <Button variant="danger-outline" block pending={pending && chosen === "refuse"} onClick={() => answer("refuse")}>
        No, this wasn't me
      </Button>
    </div>
  );
}
