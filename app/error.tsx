"use client";

import { FailureReference } from "@/app/failure-reference";
import { MessagePage } from "@/components/layout/message-page";
import { buttonClass } from "@/components/ui/button-class";

/** What a page shows when it failed: never why, which goes to the log, but how to go on. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <MessagePage
      title="Something went wrong on our side"
      action={
        <>
          <button type="button" className={buttonClass()} onClick={() => retry()}>
            Try again
          </button>
          <a href="/" className={buttonClass({ variant: "secondary" })}>
            Go to the first page
          </a>
        </>
      }
      note={<FailureReference error={error} />}
    >
      Nothing you did caused this. Try again in a moment; if it stays, give the reference below to whoever runs this portal.
    </MessagePage>
  );
}
