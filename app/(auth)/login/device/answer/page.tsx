import type { Metadata } from "next";
import { AnswerForm } from "@/app/(auth)/login/device/answer/form";
import { SignInFacts } from "@/app/(auth)/login/sign-in-facts";
import { AuthCard } from "@/components/layout/auth-card";
import { Alert } from "@/components/ui/alert";
import { findApprovalQuestion } from "@/lib/signin/device-approval";

export const metadata: Metadata = { title: "Is this you?" };

/** Where the mail of a waiting sign-in leads, in whatever browser. Opening it answers nothing: only its buttons do. */
export default async function AnswerPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { token } = await searchParams;
  const asked = typeof token === "string" && token ? await findApprovalQuestion(token) : null;
  if (!asked || typeof token !== "string") {
    return (
      <AuthCard title="Is this you?">
        <Alert tone="warning" title="This link does not work any more">
          The sign-in was answered already, or nobody waits for it now.
        </Alert>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Is this you?"
      description="Somebody signs in to your account from a device that we do not know, and waits for your answer."
    >
      <div className="grid gap-6">
        <SignInFacts asked={asked} />
        <AnswerForm token={token} />
      </div>
    </AuthCard>
  );
}
