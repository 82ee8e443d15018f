import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { VerifyForm } from "@/app/(auth)/login/verify/form";
import { AuthCard } from "@/components/layout/auth-card";
import { textLinkClass } from "@/components/ui/text-link";
import { stepPage } from "@/lib/entry/browser-sign-in";
import { readSignIn } from "@/lib/entry/cookies";
import { inboxPath } from "@/lib/entry/page-facts";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { waitingFor, waitingMethods } from "@/lib/signin/second-factor";

export const metadata: Metadata = { title: "Second step" };

/** The second step of a sign-in that this browser began. */
export default async function VerifyPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [query, token, requestHeaders] = await Promise.all([searchParams, readSignIn(), headers()]);
  const target = safeRedirect(query.callbackUrl);
  const again = `/login?notice=sign-in-expired&callbackUrl=${encodeURIComponent(target)}`;
  // The answer to the code itself also draws this page: the browser is about to leave it by itself.
  const isAnswer = requestHeaders.has("next-action");
  if (!isAnswer) {
    const step = token ? await waitingFor(token) : null;
    if (step !== "mfa_required") redirect(step ? stepPage(step, target) : again);
  }
  const ways = token && !isAnswer ? await waitingMethods(token) : [];
  return (
    <AuthCard
      title="One more step"
      below={
        <>
          Not you?{" "}
          <a href="/login" className={textLinkClass}>
            Sign in as somebody else
          </a>
        </>
      }
    >
      <VerifyForm ways={ways} callbackUrl={target} again={again} inbox={inboxPath()} />
    </AuthCard>
  );
}
