"use client";

import { type ReactNode, useId, useMemo } from "react";
import type { ActionForm } from "@/components/form/use-action-form";
import { Field } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { type Strength, StrengthMeter } from "@/components/ui/strength-meter";
import type { estimateStrength } from "@/lib/passwords/strength";

export interface NewPasswordFieldProps<N extends string> {
  form: ActionForm<N>;
  name: NoInfer<N>;
  label: ReactNode;
  /** What the policy asks for. */
  hint: string;
  /** What a guesser would try first: address, name, username. */
  known: string[];
  /** The presets that the password has to satisfy, for the meter. */
  presets?: Presets;
  autoFocus?: boolean;
}

type Presets = NonNullable<Parameters<typeof estimateStrength>[2]>;

const NO_PRESETS: Presets = [];

// The estimate brings its lists of words along: nobody waits for them before the first character.
const estimator =
  (presets: Presets) =>
  async (password: string, known: string[]): Promise<Strength> => {
    const loaded = await import("@/lib/passwords/strength");
    return loaded.estimateStrength(password, known, presets);
  };

/** A password being chosen, with the meter that explains it. */
export function NewPasswordField<N extends string>({
  form,
  name,
  label,
  hint,
  known,
  presets = NO_PRESETS,
  autoFocus,
}: NewPasswordFieldProps<N>) {
  const id = useId();
  const error = form.errorOf(name);
  const password = form.watch(name);
  const asked = presets.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same presets are a new list at every render.
  const estimate = useMemo(() => estimator(presets), [asked]);
  return (
    <Field id={id} label={label} error={error}>
      <PasswordInput
        {...form.register(name)}
        id={id}
        aria-describedby={error ? `${id}-error ${id}-strength` : `${id}-strength`}
        aria-invalid={error ? true : undefined}
        autoComplete="new-password"
        autoFocus={autoFocus}
      />
      <div className="mt-1">
        <StrengthMeter id={`${id}-strength`} password={password} known={known} estimate={estimate} hint={hint} />
      </div>
    </Field>
  );
}
