import KeyRound from "lucide-react/icons/key-round";
import MonitorSmartphone from "lucide-react/icons/monitor-smartphone";
import ShieldCheck from "lucide-react/icons/shield-check";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { BrandMark } from "@/components/layout/brand-mark";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { buttonClass } from "@/components/ui/button-class";
import { themeFrom } from "@/components/ui/theme";
import { brand } from "@/lib/brand";
import { currentCaller } from "@/lib/entry/page";

export const metadata: Metadata = { title: { absolute: `${brand.name} – ${brand.tagline}` } };

const FACTS = [
  {
    Icon: KeyRound,
    title: "One way in",
    text: "Sign in once with your e-mail address or username, and return to where you were going.",
  },
  {
    Icon: MonitorSmartphone,
    title: "Every device in view",
    text: "See where you are signed in, and end a session you do not recognise at once.",
  },
  {
    Icon: ShieldCheck,
    title: "Nothing behind your back",
    text: "Each change to your account is written down for you, and told to you by mail.",
  },
] as const;

/** The first page: what this is, and the way in. */
export default async function HomePage() {
  const [{ actor }, jar] = await Promise.all([currentCaller(), cookies()]);
  const signedIn = actor.kind === "session";
  return (
    <>
      <SiteHeader home={<BrandMark />}>
        {signedIn ? (
          <a href="/account" className={buttonClass({ variant: "secondary", size: "sm" })}>
            Your account
          </a>
        ) : (
          <a href="/login" className={buttonClass({ variant: "ghost", size: "sm" })}>
            Sign in
          </a>
        )}
      </SiteHeader>
      <main id="content" className="mx-auto flex w-full max-w-5xl flex-1 flex-col justify-center px-5 py-16 sm:px-8 sm:py-24">
        <h1 className="max-w-2xl text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">{brand.tagline}</h1>
        <p className="mt-5 max-w-xl text-lg text-muted">
          {brand.name} keeps your sign-in, your devices and your details in one place that you control.
        </p>
        <div className="mt-9 flex flex-wrap gap-3">
          {signedIn ? (
            <a href="/account" className={buttonClass()}>
              Open your account
            </a>
          ) : (
            <>
              <a href="/register" className={buttonClass()}>
                Create an account
              </a>
              <a href="/login" className={buttonClass({ variant: "secondary" })}>
                Sign in
              </a>
            </>
          )}
        </div>
        <ul className="mt-16 grid gap-8 border-t border-border pt-10 sm:mt-24 sm:grid-cols-3 sm:gap-10">
          {FACTS.map(({ Icon, title, text }) => (
            <li key={title}>
              <Icon aria-hidden="true" className="size-5 text-accent" />
              <h2 className="mt-3 font-medium">{title}</h2>
              <p className="mt-1 text-[0.9375rem] text-muted">{text}</p>
            </li>
          ))}
        </ul>
      </main>
      <SiteFooter theme={themeFrom(jar.get("theme")?.value)} />
    </>
  );
}
