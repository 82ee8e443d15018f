import type { z } from "zod";
import type { setSecurityPolicyContract } from "@/lib/organizations/security-policy.schema";

export type PolicyInput = z.output<typeof setSecurityPolicyContract.input>;

type Typed = "password_policy" | "session_idle_seconds" | "session_absolute_seconds" | "grace_days";

const MINUTE = 60;
const HOUR = 3600;

/** Seconds as they are typed: minutes or hours, to two places; empty for none. */
const shown = (seconds: number | null, unit: number): string => (seconds === null ? "" : String(Math.round((seconds / unit) * 100) / 100));

/** Seconds in minutes, for a field. */
export const inMinutes = (seconds: number | null): string => shown(seconds, MINUTE);

/** Seconds in hours, for a field. */
export const inHours = (seconds: number | null): string => shown(seconds, HOUR);

/** A number as people type it, with a point or a comma; null for nothing, NaN for what is none. */
function typed(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  return plain === "" ? null : Number(plain);
}

function seconds(text: string, unit: number): number | null {
  const number = typed(text);
  return number === null ? null : Math.round(number * unit);
}

const PRESETS = ["standard", "strict", "nist"] as const;

/** The policy as it is sent, out of what is typed and what is kept beside the fields. */
export function policyInput(
  kept: Pick<PolicyInput, "organization_id" | "allowed_methods" | "require_second_factor" | "require_passkey" | "require_device_approval">,
  text: (name: Typed) => string,
): PolicyInput {
  return {
    ...kept,
    password_policy: PRESETS.find((preset) => preset === text("password_policy")) ?? null,
    session_idle_seconds: seconds(text("session_idle_seconds"), MINUTE),
    session_absolute_seconds: seconds(text("session_absolute_seconds"), HOUR),
    grace_days: typed(text("grace_days")) ?? Number.NaN,
  };
}
