import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { LoginForm } from "@/app/(auth)/login/form";
import { noticeFor } from "@/app/(auth)/login/notices";
import { ProviderButtons } from "@/app/(auth)/login/provider-buttons";
import { AuthCard } from "@/components/layout/auth-card";
import { textLinkClass } from "@/components/ui/text-link";
import { configuredProviders } from "@/lib/entry/auth";
import { readLastWay } from "@/lib/entry/cookies";
import { currentCaller } from "@/lib/entry/page";
import { safeRedirect } from "@/lib/entry/safe-redirect";

export const metadata: Metadata = { title: "Sign in" };

/** The way in. Whoever is signed in already goes straight on. */
export default async function LoginPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [query, { actor }, requestHeaders, lastWay] = await Promise.all([searchParams, currentCaller(), headers(), readLastWay()]);
  const target = safeRedirect(query.callbackUrl);
  const onward = safeRedirect(query.callbackUrl, "") ? `?callbackUrl=${encodeURIComponent(target)}` : "";
  const email = typeof query.email === "string" ? query.email.slice(0, 254) : "";
  // The answer to the sign-in itself also draws this page: the browser is about to leave it by itself.
  if (actor.kind === "session" && !requestHeaders.has("next-action")) redirect(target);
  return (
    <AuthCard
      title="Sign in"
      below={
        <>
          No account yet?{" "}
          <a href={`/register${onward}`} className={textLinkClass}>
            Create one
          </a>
        </>
      }
    >
      <div className="grid gap-3">
        <LoginForm callbackUrl={target} email={email} notice={noticeFor(query)} lastWay={lastWay} />
        {configuredProviders.length > 0 && <ProviderButtons providers={configuredProviders} callbackUrl={target} />}
      </div>
    </AuthCard>
  );
}
