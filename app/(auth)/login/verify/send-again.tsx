"use client";

import { useEffect, useRef, useState } from "react";
import { sendCodeAction } from "@/app/(auth)/login/verify/actions";
import { attempt } from "@/components/form/failure";
import { Alert } from "@/components/ui/alert";
import { CountdownButton } from "@/components/ui/countdown-button";
import { textLinkClass } from "@/components/ui/text-link";
import type { SentMethod } from "@/lib/factors/factors.schema";

/** Seconds between two codes, as long as the server has not said otherwise. */
const RESEND_SECONDS = 30;

interface SendAgainProps {
  method: SentMethod;
  /** Where the code goes, with most of it hidden. */
  destination: string;
  /** Whether one was asked for before this page was opened. */
  wasSent: boolean;
  inbox: string | null;
}

/** Asks for the code when it appears, unless that was done, says where it went, and asks for another on demand. */
export function SendAgain({ method, destination, wasSent, inbox }: SendAgainProps) {
  const [news, setNews] = useState<{ tone: "success" | "danger"; text: string } | null>(null);
  const asked = useRef(wasSent);

  async function send(): Promise<number> {
    const result = await attempt(() => sendCodeAction({ method }));
    if ("reason" in result) {
      setNews({ tone: "danger", text: result.reason });
      return result.retryAfterSeconds ?? 0;
    }
    setNews({ tone: "success", text: `A code is on its way to ${result.data.destination}. Only the newest one works.` });
    return result.data.resend_in;
  }

  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void send();
  });

  return (
    <>
      <div role="status" className="empty:hidden">
        {news ? (
          <Alert tone={news.tone}>{news.text}</Alert>
        ) : (
          wasSent && <Alert tone="info">A code was sent to {destination}. Only the newest one works.</Alert>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <CountdownButton
          variant="ghost"
          size="sm"
          className="-ml-3"
          label="Send a new code"
          initialSeconds={wasSent ? 0 : RESEND_SECONDS}
          onPress={send}
        />
        {inbox && (
          <a href={inbox} className={`${textLinkClass} text-sm`} target="_blank" rel="noopener">
            Read it in the inbox
          </a>
        )}
      </div>
    </>
  );
}
