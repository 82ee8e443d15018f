import type { Metadata } from "next";
import { NotMeForm } from "@/app/(auth)/login/not-me/form";
import { SignInFacts } from "@/app/(auth)/login/sign-in-facts";
import { AuthCard } from "@/components/layout/auth-card";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-class";
import { findAlert } from "@/lib/signin/disown";

export const metadata: Metadata = { title: "This wasn't me" };

/** Where the mail about a sign-in leads whoever it was not. Opening it ends nothing: only its button does. */
export default async function NotMePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { token } = await searchParams;
  const asked = typeof token === "string" && token ? await findAlert(token) : null;
  if (!asked || typeof token !== "string") {
    return (
      <AuthCard title="This wasn't me">
        <div className="grid gap-5">
          <Alert tone="warning" title="This link does not work any more">
            It was used already, or is too old. If you still doubt, choose a new password: that signs everybody out.
          </Alert>
          <a href="/forgot-password" className={buttonClass({ block: true })}>
            Choose a new password
          </a>
        </div>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="This wasn't me"
      description="If somebody else signed in, end it here. Your account is signed out everywhere, what was added to it since is taken away, and you choose a new password."
    >
      <div className="grid gap-6">
        <SignInFacts asked={asked} />
        <NotMeForm token={token} />
      </div>
    </AuthCard>
  );
}
