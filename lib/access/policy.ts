import { z } from "zod";
import {
  type PolicyAsk,
  type PolicyGap,
  type PolicyRefusal,
  type Proven,
  passwordPreset,
  type SignInMethod,
  signInMethod,
} from "@/lib/access/policy.schema";
import { AppError } from "@/lib/errors";

/** What of an organization's policy is asked at its door. */
export interface DoorPolicy {
  password_policy: z.infer<typeof passwordPreset> | null;
  /** Null allows every method. */
  allowed_methods: readonly SignInMethod[] | null;
  require_second_factor: boolean;
  require_passkey: boolean;
}

/** What somebody proved when they signed in. */
export interface Proof {
  methods: readonly Proven[];
  /** The presets that their password satisfies (lib/passwords); empty while nothing is known of it. */
  passwordPresets: readonly string[];
}

/** The providers that are ways to sign in of their own, as NextAuth names them; any other is single sign-on. */
export const PROVIDER_OF_METHOD = { google: "google", github: "github", microsoft: "microsoft-entra-id" } as const;

const METHODS: ReadonlyMap<string, SignInMethod> = new Map(
  (["google", "github", "microsoft"] as const).map((method) => [PROVIDER_OF_METHOD[method], method]),
);

/**
 * The ways in which somebody signed in, from what their session keeps: RFC 8176 method references, and the provider as
 * NextAuth names it; and whether a second factor was proven, which a passkey is by itself. No way for a provider that was not noted.
 */
export function methodsOf({ amr, provider }: { amr: readonly string[]; provider?: string | null }): Proven[] {
  const byPasskey = amr.includes("hwk") || amr.includes("swk");
  return [
    ...(amr.includes("pwd") ? (["password"] as const) : []),
    ...(byPasskey ? (["passkey"] as const) : []),
    ...(provider ? [METHODS.get(provider) ?? "sso"] : []),
    ...(byPasskey || amr.includes("mfa") ? (["second_factor"] as const) : []),
  ];
}

/**
 * The same of a session that asks for something; null for one by which an administrator acts as somebody, who is not asked how
 * the person signed in.
 */
export const askedMethodsOf = (session: Parameters<typeof methodsOf>[0] & { impersonator?: object | null }): Proven[] | null =>
  session.impersonator ? null : methodsOf(session);

/**
 * What a policy asks of this proof that it does not meet. One way that is allowed is enough; a password counts as one
 * only when it satisfies the preset.
 */
export function asksOf(policy: DoorPolicy, { methods, passwordPresets }: Proof): PolicyAsk[] {
  const factor = factorAskOf(policy, methods);
  const { allowed_methods: allowed, password_policy: preset } = policy;
  const ways = methods.filter((method) => method !== "second_factor");
  const usable = allowed === null ? ways : ways.filter((method) => allowed.includes(method));
  if (allowed !== null && usable.length === 0) return [{ ask: "sign_in_method", allowed: [...allowed], used: ways }, ...factor];
  const restsOnPassword = usable.includes("password") && usable.every((method) => method === "password");
  if (!restsOnPassword || preset === null || passwordPresets.includes(preset)) return factor;
  return [{ ask: "password", policy: preset, known: passwordPresets.length > 0 }, ...factor];
}

/** A passkey is a second factor as well: who has to prove the one is not asked for the other besides. */
function factorAskOf(policy: DoorPolicy, methods: readonly Proven[]): PolicyAsk[] {
  if (policy.require_passkey) return methods.includes("passkey") ? [] : [{ ask: "passkey" }];
  return policy.require_second_factor && !methods.includes("second_factor") ? [{ ask: "second_factor" }] : [];
}

const storedPolicy = z.object({
  password_policy: passwordPreset.nullable(),
  allowed_methods: z.array(signInMethod).nullable(),
  require_second_factor: z.boolean().default(false),
  require_passkey: z.boolean().default(false),
  enforced_from: z.iso.datetime(),
});

/** What a stored policy asks at this moment; null for one that was never set, and for what this version does not understand. */
export function gapOf(stored: unknown, proof: Proof, now = new Date()): PolicyGap | null {
  const policy = storedPolicy.safeParse(stored).data;
  if (!policy) return null;
  const asks = asksOf(policy, proof);
  if (asks.length === 0) return null;
  return { asks, enforced_from: policy.enforced_from, enforced: Date.parse(policy.enforced_from) <= now.getTime() };
}

/** 403 at the door of an organization, with all that is needed to get in. */
export function policyRefused(organization: { id: string; slug: string; name: string }, gap: PolicyGap): AppError {
  const { id, slug, name } = organization;
  const details: PolicyRefusal = { reason: "policy", organization: { id, slug, name }, ...gap };
  return new AppError("FORBIDDEN", `${name} ${gap.asks.map(sentence).join(", and ")}.`, { details });
}

const METHOD_NAMES: Record<SignInMethod, string> = {
  password: "a password",
  passkey: "a passkey",
  google: "Google",
  github: "GitHub",
  microsoft: "Microsoft",
  sso: "single sign-on",
};

/** Ways to sign in, for a sentence: "Google or a passkey". */
export function methodNames(methods: readonly SignInMethod[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(methods.map((method) => METHOD_NAMES[method]));
}

function sentence(ask: PolicyAsk): string {
  if (ask.ask === "sign_in_method") return `asks you to sign in with ${methodNames(ask.allowed)}`;
  if (ask.ask === "second_factor") return "asks for a second factor: set up an authenticator app";
  if (ask.ask === "passkey") return "asks for a passkey: create one, or sign in with yours";
  return ask.known ? "asks for a stronger password: change yours" : "asks for a password that we have seen: sign in again, or change it";
}
