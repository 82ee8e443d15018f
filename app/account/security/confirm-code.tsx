"use client";

import Link from "next/link";
import { useState } from "react";
import type { z } from "zod";
import { confirmFactorAction } from "@/app/account/security/factor-actions";
import { KeepCodes } from "@/app/account/security/keep-codes";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { attempt } from "@/components/form/failure";
import { CodeField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { SectionCard } from "@/components/ui/card";
import { CountdownButton } from "@/components/ui/countdown-button";
import { textLinkClass } from "@/components/ui/text-link";
import type { ActionResult } from "@/lib/entry/action-result";
import type { beginEmailFactorContract } from "@/lib/factors/factors.schema";

type Sent = z.infer<typeof beginEmailFactorContract.output>;

/** A code that was sent, and how to ask for another. */
export interface BegunCode {
  first: Sent;
  sendAgain: () => Promise<ActionResult<Sent>>;
}

const RESEND_SECONDS = 30;

interface ConfirmCodeProps {
  begun: BegunCode;
  /** What the page Security says afterwards. */
  notice: string;
  inbox: string | null;
}

/** The code that lets a factor count, and then the recovery codes, where it is the first. */
export function ConfirmCode({ begun, notice, inbox }: ConfirmCodeProps) {
  const [sent, setSent] = useState(begun.first);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [problem, setProblem] = useState("");
  const form = useActionForm({
    input: (fields) => ({ id: sent.id, code: fields.text("code") }),
    action: confirmFactorAction,
    onSuccess: (data) => {
      if (data.recovery_codes) setCodes(data.recovery_codes);
      else location.assign(`/account/security?notice=${notice}`);
      return "leaving";
    },
  });

  async function sendAgain(): Promise<number> {
    const result = await attempt(begun.sendAgain);
    if ("reason" in result) {
      setProblem(result.reason);
      return result.retryAfterSeconds ?? 0;
    }
    setProblem("");
    setSent(result.data);
    return RESEND_SECONDS;
  }

  if (codes) return <KeepCodes codes={codes} notice={notice} />;
  return (
    <SectionCard id="confirm" title="Type the code" description={`We sent it to ${sent.destination}. Only the newest one works.`}>
      <ActionFormElement form={form} className="sm:max-w-sm">
        <CodeField form={form} name="code" label="Six-digit code" autoFocus />
        <div role="status" className="empty:hidden">
          {problem && <Alert tone="danger">{problem}</Alert>}
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton form={form}>Turn it on</SubmitButton>
          <CountdownButton variant="ghost" label="Send a new code" initialSeconds={RESEND_SECONDS} onPress={sendAgain} />
        </div>
        {inbox && (
          <p>
            <Link href={inbox} className={textLinkClass} target="_blank">
              Read it in the inbox
            </Link>
          </p>
        )}
      </ActionFormElement>
    </SectionCard>
  );
}
