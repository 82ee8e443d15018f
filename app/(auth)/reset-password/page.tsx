import type { Metadata } from "next";
import { ResetPasswordForm } from "@/app/(auth)/reset-password/form";
import { AuthCard } from "@/components/layout/auth-card";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-class";
import { passwordHint } from "@/lib/entry/page-facts";

export const metadata: Metadata = { title: "Choose a new password" };

/** Where the mailed link leads: a new password. Opening it takes nothing. */
export default async function ResetPasswordPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await searchParams;
  return (
    <AuthCard title="Choose a new password" description="Afterwards you are signed out everywhere else.">
      {typeof token === "string" && token ? (
        <ResetPasswordForm token={token} hint={passwordHint()} />
      ) : (
        <div className="grid gap-5">
          <Alert tone="warning" title="This link is not complete">
            Open it from the mail again, or ask for a new one.
          </Alert>
          <a href="/forgot-password" className={buttonClass({ block: true })}>
            Ask for a new link
          </a>
        </div>
      )}
    </AuthCard>
  );
}
