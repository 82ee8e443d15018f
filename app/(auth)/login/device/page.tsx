import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { WaitForApproval } from "@/app/(auth)/login/device/wait";
import { AuthCard } from "@/components/layout/auth-card";
import { textLinkClass } from "@/components/ui/text-link";
import { stepPage } from "@/lib/entry/browser-sign-in";
import { readSignIn } from "@/lib/entry/cookies";
import { inboxPath } from "@/lib/entry/page-facts";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { waitingFor } from "@/lib/signin/second-factor";

export const metadata: Metadata = { title: "Approve this device" };

/** Where a browser waits that its person's account does not know, until they let it in from their mail. */
export default async function DevicePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [query, token, requestHeaders] = await Promise.all([searchParams, readSignIn(), headers()]);
  const target = safeRedirect(query.callbackUrl);
  const again = `/login?notice=sign-in-expired&callbackUrl=${encodeURIComponent(target)}`;
  // The answer to an action also draws this page: the browser is about to leave it by itself.
  if (!requestHeaders.has("next-action")) {
    const step = token ? await waitingFor(token) : null;
    if (step !== "device_approval_required") redirect(step ? stepPage(step, target) : again);
  }
  const inbox = inboxPath();
  return (
    <AuthCard
      title="Check your mail"
      description="You have not signed in from this device before. We sent you a mail: open it on any device, and say that it is you. This page goes on by itself."
      below={
        <>
          {inbox && (
            <>
              No mail service is set up here:{" "}
              <a href={inbox} className={textLinkClass} target="_blank" rel="noopener">
                read the mail in the inbox
              </a>
              .{" "}
            </>
          )}
          <a href={`/login?callbackUrl=${encodeURIComponent(target)}`} className={textLinkClass}>
            Sign in another way
          </a>
        </>
      }
    >
      <WaitForApproval callbackUrl={target} again={again} />
    </AuthCard>
  );
}
