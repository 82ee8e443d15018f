import Link from "next/link";
import { ProviderButtons } from "@/app/(auth)/login/provider-buttons";
import { AddPasskeyButton } from "@/app/account/security/add-passkey-button";
import type { OwnerProof } from "@/app/account/security/owner-proof";
import { methodList } from "@/app/orgs/policy-words";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { SectionCard } from "@/components/ui/card";
import { Separator } from "@/components/ui/separator";
import type { PolicyAsk } from "@/lib/access/policy.schema";
import type { configuredProviders } from "@/lib/entry/auth";

export interface WayInProps {
  ask: PolicyAsk;
  name: string;
  /** Where one wants to go. */
  path: string;
  /** Those that the operator has set up. */
  providers: typeof configuredProviders;
  /** How they show that the account is theirs, and whether they have a passkey. */
  proof: OwnerProof;
  hasPasskey: boolean;
}

/** One thing that is asked, and the buttons that do it. */
export function WayIn({ ask, ...rest }: WayInProps) {
  if (ask.ask === "second_factor") return <FactorWay {...rest} />;
  if (ask.ask === "passkey") return <PasskeyWay {...rest} />;
  return ask.ask === "password" ? <PasswordWay ask={ask} {...rest} /> : <MethodWay ask={ask} {...rest} />;
}

type Rest = Omit<WayInProps, "ask">;

function PasskeyWay({ name, path, proof, hasPasskey }: Rest) {
  return (
    <SectionCard
      id="passkey"
      title={hasPasskey ? "Sign in with your passkey" : "Create a passkey"}
      description={
        hasPasskey
          ? `${name} opens to whoever signed in with a passkey. You have one: sign in with it, or create one for this device.`
          : `${name} asks for a passkey: your fingerprint, your face or the lock of your device. It takes a minute, and you stay signed in here.`
      }
    >
      <div className="flex flex-wrap gap-3">
        {hasPasskey && <SignInAgain path={path}>Sign in with your passkey</SignInAgain>}
        <AddPasskeyButton proof={proof} isFirst={!hasPasskey} onwardTo={path} />
      </div>
    </SectionCard>
  );
}

function FactorWay({ name, path, proof, hasPasskey }: Rest) {
  return (
    <SectionCard
      id="second-factor"
      title="Set up a second factor"
      description={`${name} asks for a code from an app on your phone besides your password, or for a passkey. It takes two minutes, and you stay signed in here.`}
    >
      <div className="flex flex-wrap gap-3">
        <Link href="/account/security/authenticator" className={buttonClass({})}>
          Set up an authenticator app
        </Link>
        {hasPasskey ? (
          <SignInAgain path={path}>Sign in with your passkey</SignInAgain>
        ) : (
          <AddPasskeyButton proof={proof} isFirst={false} label="Create a passkey" onwardTo={path} />
        )}
      </div>
    </SectionCard>
  );
}

const TEXTS = {
  standard: "8 characters or more",
  strict: "8 characters or more, with an upper-case and a lower-case letter, a digit and a special character",
  nist: "15 characters or more",
} as const;

function PasswordWay({ ask, name, path }: Rest & { ask: Extract<PolicyAsk, { ask: "password" }> }) {
  return (
    <SectionCard
      id="password"
      title={ask.known ? "Choose a stronger password" : "Let us see your password once"}
      description={
        ask.known
          ? `${name} asks for ${TEXTS[ask.policy]}, and for one that has not leaked. You stay signed in here.`
          : `${name} asks for ${TEXTS[ask.policy]}. Yours may well be good enough: we only find out when you sign in with it.`
      }
    >
      <div className="flex flex-wrap gap-3">
        <Link href="/account/security#password" className={buttonClass({ variant: ask.known ? "primary" : "secondary" })}>
          Change your password
        </Link>
        {!ask.known && <SignInAgain path={path}>Sign in again with your password</SignInAgain>}
      </div>
    </SectionCard>
  );
}

function MethodWay({ ask, name, path, providers, proof, hasPasskey }: Rest & { ask: Extract<PolicyAsk, { ask: "sign_in_method" }> }) {
  const here = providers.filter((provider) => ask.allowed.includes(provider));
  const byPassword = ask.allowed.includes("password");
  const byPasskey = ask.allowed.includes("passkey");
  return (
    <SectionCard
      id="sign-in"
      title={`Sign in with ${methodList(ask.allowed)}`}
      description={
        ask.used.length > 0
          ? `You signed in with ${methodList(ask.used)}, and ${name} opens to other ways only. The first time, this also links it to your account.`
          : `${name} opens to some ways of signing in only.`
      }
    >
      <div className="grid gap-3 sm:max-w-sm">
        {byPassword && <SignInAgain path={path}>Sign in again with your password</SignInAgain>}
        {byPasskey && hasPasskey && <SignInAgain path={path}>Sign in with your passkey</SignInAgain>}
        {byPasskey && !hasPasskey && <AddPasskeyButton proof={proof} isFirst onwardTo={path} />}
        {(byPassword || byPasskey) && here.length > 0 && <Separator>or</Separator>}
        {here.length > 0 && <ProviderButtons providers={here} callbackUrl={path} />}
        {!byPassword && !byPasskey && here.length === 0 && (
          <p className="text-sm text-muted">None of these is set up in this portal yet. Whoever runs {name} can allow another way.</p>
        )}
      </div>
    </SectionCard>
  );
}

/** Ends this session and comes back by the sign-in page. */
function SignInAgain({ path, children }: { path: string; children: string }) {
  return (
    <form method="post" action={`/logout?callbackUrl=${encodeURIComponent(path)}`}>
      <Button type="submit" block>
        {children}
      </Button>
    </form>
  );
}
