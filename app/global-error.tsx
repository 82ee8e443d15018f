"use client";

import "./globals.css";
import { FailureReference } from "@/app/failure-reference";
import { MessagePage } from "@/components/layout/message-page";
import { buttonClass } from "@/components/ui/button-class";

/** The last resort, when even the page around the page failed. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        <title>Something went wrong</title>
        <MessagePage
          title="Something went wrong on our side"
          action={
            <button type="button" className={buttonClass()} onClick={() => retry()}>
              Try again
            </button>
          }
          note={<FailureReference error={error} />}
        >
          Nothing you did caused this. Try again in a moment; if it stays, give the reference below to whoever runs this portal.
        </MessagePage>
      </body>
    </html>
  );
}
