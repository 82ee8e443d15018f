import type { Metadata } from "next";
import { ForgotPasswordForm } from "@/app/(auth)/forgot-password/form";
import { AuthCard } from "@/components/layout/auth-card";
import { textLinkClass } from "@/components/ui/text-link";
import { inboxPath } from "@/lib/entry/page-facts";

export const metadata: Metadata = { title: "Forgotten password" };

/** Asks for a mail with a link to choose a new password. */
export default async function ForgotPasswordPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { email } = await searchParams;
  return (
    <AuthCard
      title="Forgotten your password?"
      description="Tell us your address and we send you a link to choose a new one."
      below={
        <>
          Remembered it?{" "}
          <a href="/login" className={textLinkClass}>
            Sign in
          </a>
        </>
      }
    >
      <ForgotPasswordForm email={typeof email === "string" ? email.slice(0, 254) : ""} inbox={inboxPath()} />
    </AuthCard>
  );
}
