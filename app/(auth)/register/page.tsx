import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { RegisterForm } from "@/app/(auth)/register/form";
import { AuthCard } from "@/components/layout/auth-card";
import { textLinkClass } from "@/components/ui/text-link";
import { brand } from "@/lib/brand";
import { currentCaller } from "@/lib/entry/page";
import { passwordHint } from "@/lib/entry/page-facts";
import { safeRedirect } from "@/lib/entry/safe-redirect";

export const metadata: Metadata = { title: "Create an account" };

/** Registration: the address first, then a password. */
export default async function RegisterPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [{ email, callbackUrl }, { actor }] = await Promise.all([searchParams, currentCaller()]);
  const target = safeRedirect(callbackUrl, "");
  const onward = target ? `?callbackUrl=${encodeURIComponent(target)}` : "";
  if (actor.kind === "session") redirect(target || "/account");
  return (
    <AuthCard
      title="Create an account"
      description={`One account for everything at ${brand.name}.`}
      below={
        <>
          Have an account already?{" "}
          <a href={`/login${onward}`} className={textLinkClass}>
            Sign in
          </a>
        </>
      }
    >
      <RegisterForm email={typeof email === "string" ? email.slice(0, 254) : ""} hint={passwordHint()} callbackUrl={target} />
    </AuthCard>
  );
}
