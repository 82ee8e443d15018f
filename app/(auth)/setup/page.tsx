import type { Metadata } from "next";
import { SetupForm } from "@/app/(auth)/setup/form";
import { AuthCard } from "@/components/layout/auth-card";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-class";
import { isSetupTokenGood } from "@/lib/accounts/setup";
import { brand } from "@/lib/brand";
import { currentCaller } from "@/lib/entry/page";
import { passwordHint } from "@/lib/entry/page-facts";

export const metadata: Metadata = { title: "Set up" };

/** The first administrator, from the link that the start prints. Looking takes nothing. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [{ token }] = await Promise.all([searchParams, currentCaller()]);
  const good = typeof token === "string" && token.length <= 128 && (await isSetupTokenGood(token));
  if (!good) {
    return (
      <AuthCard title="Nothing to set up here">
        <div className="grid gap-5">
          <Alert tone="warning">
            This link was used already or is not complete. While there is no administrator, starting {brand.name} again prints a new one.
          </Alert>
          <a href="/login" className={buttonClass({ block: true })}>
            Sign in
          </a>
        </div>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={`Welcome to ${brand.name}`} description="Make the first administrator. This page works once.">
      <SetupForm token={token} hint={passwordHint()} />
    </AuthCard>
  );
}
