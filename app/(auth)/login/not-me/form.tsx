"use client";

import { useState, useTransition } from "react";
import { disownSignInAction } from "@/app/(auth)/login/not-me/actions";
import { attempt } from "@/components/form/failure";
import { useHiddenToken } from "@/components/form/use-hidden-token";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Problem } from "@/components/ui/problem";

/** The button that ends it. The token leaves the address bar at once and is sent only by the press. */
export function NotMeForm({ token }: { token: string }) {
  const [done, setDone] = useState<{ must_reset_password: boolean } | null>(null);
  const [problem, setProblem] = useState("");
  const [pending, startTransition] = useTransition();
  useHiddenToken();

  if (done) {
    return (
      <div role="status">
        <Alert tone="success" title="Everybody is signed out of your account">
          {done.must_reset_password
            ? "We sent you a mail with a link: choose a new password, which you use nowhere else."
            : "Sign in again, and see that your other ways in are still your own."}
        </Alert>
      </div>
    );
  }
  return (
    <div className="grid gap-3">
      <Problem>{problem}</Problem>
      <Button
        variant="danger"
        block
        pending={pending}
        onClick={() =>
          startTransition(async () => {
            const result = await attempt(() => disownSignInAction({ token }));
            if ("reason" in result) setProblem(result.reason);
            else setDone(result.data);
          })
        }
      >
        This wasn't me: end it
      </Button>
      <a href="/account/security" className={buttonClass({ variant: "secondary", block: true })}>
        It was me
      </a>
    </div>
  );
}
