import type { PolicyAsk, SignInMethod } from "@/lib/access/policy.schema";

/** What each way to sign in is called where it is chosen. */
export const METHOD_LABELS: Record<SignInMethod, string> = {
  password: "Password",
  passkey: "Passkey",
  google: "Google",
  github: "GitHub",
  microsoft: "Microsoft",
  sso: "Single sign-on",
};

/** Several of them, for a sentence. */
export const methodList = (methods: readonly SignInMethod[]): string =>
  new Intl.ListFormat("en", { type: "disjunction" }).format(methods.map((method) => METHOD_LABELS[method]));

/** What is asked, for the person who has to do it. */
export function askSentence(ask: PolicyAsk): string {
  if (ask.ask === "sign_in_method") return `Sign in with ${methodList(ask.allowed)}.`;
  if (ask.ask === "second_factor") return "Set up an authenticator app.";
  if (ask.ask === "passkey") return "Create a passkey, or sign in with yours.";
  return ask.known ? "Choose a stronger password." : "Sign in with your password again, or choose a new one.";
}

/** Why a member does not comply, for whoever looks after the members. */
export function askReason(ask: PolicyAsk): string {
  if (ask.ask === "sign_in_method") {
    return ask.used.length > 0 ? `Signs in with ${methodList(ask.used)} only` : "Has no way to sign in that is allowed";
  }
  if (ask.ask === "second_factor") return "Has no second factor";
  if (ask.ask === "passkey") return "Has no passkey";
  return ask.known ? "Their password is too weak" : "Their password has not been seen since: they have to sign in once";
}
