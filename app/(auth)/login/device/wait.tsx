"use client";

import { useEffect, useRef, useState } from "react";
import { checkDeviceAction } from "@/app/(auth)/login/device/actions";
import { failureOf, isFrameworkSignal } from "@/components/form/failure";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

const FIRST_MS = 2_000;
const SLOWEST_MS = 15_000;
const SLOWER = 1.2;

/** Asks every few seconds, ever more slowly, whether the owner has answered; at once when one comes back to this page. */
export function WaitForApproval({ callbackUrl, again }: { callbackUrl: string; again: string }) {
  const [problem, setProblem] = useState("");
  const [round, setRound] = useState(0);
  const asking = useRef(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let pause = FIRST_MS;
    let left = false;
    const ask = async () => {
      clearTimeout(timer);
      if (asking.current || left) return;
      asking.current = true;
      const next = await look(callbackUrl);
      asking.current = false;
      if (left) return;
      if (next.to === "wait") {
        setProblem(next.problem);
        pause = Math.min(pause * SLOWER, SLOWEST_MS);
        timer = setTimeout(ask, Math.max(pause, next.afterMs));
      } else location.assign(next.to === "begin" ? again : next.path);
    };
    const comeBack = () => {
      if (document.visibilityState === "visible") void ask();
    };
    timer = setTimeout(ask, round > 0 ? 0 : FIRST_MS);
    document.addEventListener("visibilitychange", comeBack);
    return () => {
      left = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", comeBack);
    };
  }, [callbackUrl, again, round]);

  return (
    <div className="grid gap-5">
      <p role="status" className="flex items-center gap-3 text-[0.9375rem] text-muted">
        <Spinner />
        Waiting for your answer…
      </p>
      {problem && (
        <div role="alert">
          <Alert tone="warning">{problem}</Alert>
        </div>
      )}
      <Button variant="secondary" block onClick={() => setRound((before) => before + 1)}>
        I have answered
      </Button>
    </div>
  );
}

type Next = { to: "wait"; problem: string; afterMs: number } | { to: "begin" } | { to: "go"; path: string };

async function look(callbackUrl: string): Promise<Next> {
  try {
    const result = await checkDeviceAction({ callback_url: callbackUrl });
    if (result.ok) {
      return result.data.status === "waiting" ? { to: "wait", problem: "", afterMs: 0 } : { to: "go", path: result.data.redirect_to };
    }
    // Refused, or nobody answered in time.
    if (result.error.type === "TOKEN_REVOKED") return { to: "begin" };
    return { to: "wait", problem: result.error.message, afterMs: (result.error.retryAfterSeconds ?? 0) * 1000 };
  } catch (error) {
    if (isFrameworkSignal(error)) throw error;
    return { to: "wait", problem: failureOf(error), afterMs: 0 };
  }
}
