"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { setSecurityPolicyAction } from "@/app/orgs/[slug]/security/actions";
import { DeviceChoice } from "@/app/orgs/[slug]/security/device-choice";
import { FactorChoice } from "@/app/orgs/[slug]/security/factor-choice";
import { MethodChoice } from "@/app/orgs/[slug]/security/method-choice";
import { inHours, inMinutes, type PolicyInput, policyInput } from "@/app/orgs/[slug]/security/policy-input";
import { PolicyPreview } from "@/app/orgs/[slug]/security/policy-preview";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { SelectField, TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { toast } from "@/components/ui/toast";
import type { SignInMethod } from "@/lib/access/policy.schema";

export interface PolicyFormProps {
  organizationId: string;
  policy: Omit<PolicyInput, "organization_id">;
  /** The ways to sign in that can be chosen here. */
  methods: SignInMethod[];
  /** What holds where nothing is chosen. */
  defaults: { passwordPolicy: string; idleSeconds: number; absoluteSeconds: number };
}

/** Everything that the organization demands, saved as a whole. */
export function PolicyForm({ organizationId, policy, methods, defaults }: PolicyFormProps) {
  const router = useRouter();
  const [allowed, setAllowed] = useState<SignInMethod[] | null>(policy.allowed_methods);
  const [factor, setFactor] = useState(policy.require_second_factor);
  const [passkey, setPasskey] = useState(policy.require_passkey);
  const [device, setDevice] = useState(policy.require_device_approval);
  const kept = {
    organization_id: organizationId,
    allowed_methods: allowed,
    require_second_factor: factor,
    require_passkey: passkey,
    require_device_approval: device,
  };
  const form = useActionForm({
    input: (fields) => policyInput(kept, fields.text),
    action: (input: PolicyInput) => setSecurityPolicyAction(input),
    schema: () => import("@/lib/organizations/security-policy.schema").then((loaded) => loaded.setSecurityPolicyContract.input),
    onSuccess: () => {
      toast("The security policy is saved.");
      router.refresh();
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form}>
      <SelectField form={form} name="password_policy" label="Passwords" defaultValue={policy.password_policy ?? ""}>
        <option value="">As the portal has it ({defaults.passwordPolicy})</option>
        <option value="standard">Standard: 8 characters or more</option>
        <option value="strict">Strict: 8 or more, of every kind</option>
        <option value="nist">Long: 15 characters or more</option>
      </SelectField>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          form={form}
          name="session_idle_seconds"
          label="Minutes without use until signed out"
          description={`Empty: as the portal has it (${inMinutes(defaults.idleSeconds)}).`}
          inputMode="decimal"
          autoComplete="off"
          maxLength={8}
          defaultValue={inMinutes(policy.session_idle_seconds)}
        />
        <TextField
          form={form}
          name="session_absolute_seconds"
          label="Hours until signed out in any case"
          description={`Empty: as the portal has it (${inHours(defaults.absoluteSeconds)}).`}
          inputMode="decimal"
          autoComplete="off"
          maxLength={8}
          defaultValue={inHours(policy.session_absolute_seconds)}
        />
      </div>
      {methods.length > 1 && <MethodChoice form={form} methods={methods} allowed={allowed} onChange={setAllowed} />}
      <FactorChoice
        form={form}
        name="require_second_factor"
        label="Ask for a second factor"
        description="A code from an authenticator app besides the password, or a passkey. Members set it up when they next come here."
        required={factor}
        onChange={setFactor}
      />
      <FactorChoice
        form={form}
        name="require_passkey"
        label="Ask for a passkey"
        description="Nobody can be tricked out of one. Members create theirs when they next come here, and sign in with it from then on."
        required={passkey}
        onChange={setPasskey}
      />
      <DeviceChoice required={device} onChange={setDevice} />
      <TextField
        form={form}
        name="grace_days"
        label="Days to comply"
        description="Counted from now when more is asked than before. Until then members are told; afterwards the organization does not open to who does not comply."
        inputMode="numeric"
        autoComplete="off"
        maxLength={2}
        defaultValue={String(policy.grace_days)}
      />
      <PolicyPreview policy={policyInput(kept, form.watch)} />
      <div className="flex justify-end">
        <SubmitButton form={form}>Save policy</SubmitButton>
      </div>
    </ActionFormElement>
  );
}
