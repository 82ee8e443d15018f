import type { Metadata } from "next";
import { CodeForm } from "@/app/(auth)/verify-email/code-form";
import { LinkForm } from "@/app/(auth)/verify-email/link-form";
import { AuthCard } from "@/components/layout/auth-card";
import { Address } from "@/components/ui/address";
import { textLinkClass } from "@/components/ui/text-link";
import { inboxPath } from "@/lib/entry/page-facts";
import { safeRedirect } from "@/lib/entry/safe-redirect";

export const metadata: Metadata = { title: "Confirm your e-mail address" };

/** Proof of an address, by the mail's link or by its code. Opening this page takes nothing: only its button does. */
export default async function VerifyEmailPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { email, token, callbackUrl, then } = await searchParams;
  const inbox = inboxPath();
  if (typeof token === "string" && token) {
    return (
      <AuthCard title="Confirm your e-mail address" description="One press and this address is yours.">
        <LinkForm token={token} />
      </AuthCard>
    );
  }
  const address = typeof email === "string" ? email.slice(0, 254) : "";
  return (
    <AuthCard
      title={address ? "Check your mail" : "Confirm your e-mail address"}
      description={
        address ? (
          <>
            We sent a six-digit code to{" "}
            <strong className="font-medium text-foreground">
              <Address email={address} />
            </strong>
            . Type it here, or open the link in the mail on any device.
          </>
        ) : (
          "Type your address and the six-digit code from the mail."
        )
      }
      below={
        inbox && (
          <>
            No mail service is set up here:{" "}
            <a href={inbox} className={textLinkClass} target="_blank" rel="noopener">
              read the mail in the inbox
            </a>
          </>
        )
      }
    >
      <div className="grid gap-5">
        <CodeForm email={address} callbackUrl={safeRedirect(callbackUrl, "")} />
        {then === "passkey" && (
          <p className="text-sm text-muted">
            Opened the link on another device?{" "}
            <a href={`/register/passkey?callbackUrl=${encodeURIComponent(safeRedirect(callbackUrl))}`} className={textLinkClass}>
              Go on with your passkey
            </a>
          </p>
        )}
      </div>
    </AuthCard>
  );
}
