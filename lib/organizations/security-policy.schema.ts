import { z } from "zod";
import { passwordPreset, policyGap, signInMethod } from "@/lib/access/policy.schema";
import { organizationId } from "@/lib/organizations/fields.schema";

const seconds = (min: number, max: number, range: string) =>
  z.number({ error: "Give a number." }).int("Give whole seconds.").min(min, range).max(max, range).nullable();

/** What an organization demands of its members. Null: as the platform has it. */
export const securityPolicy = z.object({
  password_policy: passwordPreset.nullable().default(null),
  /** Seconds without a request after which a session ends: a minute to a week. */
  session_idle_seconds: seconds(60, 604_800, "Choose between a minute and a week.").default(null),
  /** Seconds after which a session ends whatever happens: five minutes to 30 days. */
  session_absolute_seconds: seconds(300, 2_592_000, "Choose between five minutes and 30 days.").default(null),
  /** Null allows every method. */
  allowed_methods: z.array(signInMethod).min(1, "Allow one way to sign in or more.").nullable().default(null),
  require_second_factor: z.boolean({ error: "Must be true or false." }).default(false),
  /** Whether a member's sign-in from a device that their account does not know waits until they let it in by mail. */
  require_device_approval: z.boolean({ error: "Must be true or false." }).default(false),
  /** Every member signs in with a passkey, whatever else they prove. */
  require_passkey: z.boolean({ error: "Must be true or false." }).default(false),
  /** Days that members have to comply with a change, counted from it. */
  grace_days: z
    .number({ error: "Give a number of days." })
    .int("Give whole days.")
    .min(0, "Give 0 days or more.")
    .max(90, "Give 90 days or fewer.")
    .default(7),
});

export const storedPolicy = securityPolicy.extend({
  changed_at: z.iso.datetime().nullable(),
  /** From then on it holds for everybody; null when it was never changed. */
  enforced_from: z.iso.datetime().nullable(),
});

const policyView = storedPolicy.extend({
  /** What of it the caller's own sign-in does not meet. */
  unmet: policyGap.nullable(),
});

export const getSecurityPolicyContract = { input: z.object({ organization_id: organizationId }), output: policyView };

/** The whole policy: what is left out is as the platform has it. */
export const setSecurityPolicyContract = {
  input: securityPolicy
    .extend({ organization_id: organizationId })
    .refine(
      ({ session_idle_seconds: idle, session_absolute_seconds: absolute }) => idle === null || absolute === null || idle <= absolute,
      { path: ["session_idle_seconds"], error: "This must not be longer than the absolute end." },
    ),
  output: policyView,
};
