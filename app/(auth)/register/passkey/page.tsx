import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { FirstPasskey } from "@/app/(auth)/register/passkey/form";
import { AuthCard } from "@/components/layout/auth-card";
import { Address } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-class";
import { textLinkClass } from "@/components/ui/text-link";
import { findSetUp } from "@/lib/accounts/passkey-set-up";
import { readPasskeyHolder } from "@/lib/entry/cookies";
import { currentCaller } from "@/lib/entry/page";
import { safeRedirect } from "@/lib/entry/safe-redirect";

export const metadata: Metadata = { title: "Create your passkey" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The last step of a registration without a password, in the browser in which it began. */
export default async function FirstPasskeyPage({ searchParams }: Props) {
  const [query, { actor }, holder, requestHeaders] = await Promise.all([searchParams, currentCaller(), readPasskeyHolder(), headers()]);
  const target = safeRedirect(query.callbackUrl);
  // The answer to the last step itself also draws this page: the browser is about to leave it by itself.
  if (actor.kind === "session") {
    if (!requestHeaders.has("next-action")) redirect(target);
    return (
      <AuthCard title="Create your passkey" description="It is made. One moment.">
        {null}
      </AuthCard>
    );
  }
  const setUp = holder ? await findSetUp(holder) : null;
  if (setUp) {
    return (
      <AuthCard
        title="Create your passkey"
        description={
          <>
            For{" "}
            <strong className="font-medium text-foreground">
              <Address email={setUp.person.email} />
            </strong>
            . Your device asks for your fingerprint, your face or its lock. That is how you sign in from now on.
          </>
        }
        below={
          <>
            Rather a password?{" "}
            <a href={`/forgot-password?email=${encodeURIComponent(setUp.person.email)}`} className={textLinkClass}>
              Choose one by mail
            </a>
          </>
        }
      >
        <FirstPasskey callbackUrl={target} />
      </AuthCard>
    );
  }
  // The same whoever asks: it must not tell whether the address that was registered was new.
  return (
    <AuthCard
      title="Confirm your address first"
      description="Open the link in our mail, or type its code. Then go on here: a passkey is made in the browser in which you registered, within half an hour."
      below={
        <>
          Too late, or another browser?{" "}
          <a href="/forgot-password" className={textLinkClass}>
            Choose a password by mail
          </a>
        </>
      }
    >
      <div className="grid gap-3">
        <a href={`/register/passkey?callbackUrl=${encodeURIComponent(target)}`} className={buttonClass({ block: true })}>
          I have confirmed it
        </a>
        <a href="/verify-email" className={buttonClass({ variant: "secondary", block: true })}>
          Type the code
        </a>
      </div>
    </AuthCard>
  );
}
