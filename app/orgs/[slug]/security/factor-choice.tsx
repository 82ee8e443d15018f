import type { ActionForm } from "@/components/form/use-action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";

export interface FactorChoiceProps<N extends string> {
  form: ActionForm<N>;
  name: NoInfer<N> & ("require_second_factor" | "require_passkey");
  label: string;
  description: string;
  required: boolean;
  onChange: (required: boolean) => void;
}

/** Whether something stronger than a password is asked of everybody. */
export function FactorChoice<N extends string>({ form, name, label, description, required, onChange }: FactorChoiceProps<N>) {
  const error = form.errorOf(name);
  const registration = form.register(name);
  return (
    <div className="grid gap-1">
      <Checkbox
        name={registration.name}
        ref={registration.ref}
        label={label}
        description={description}
        checked={required}
        {...(error ? { "aria-describedby": `${name}-error`, "aria-invalid": true } : {})}
        onChange={(event) => {
          // A message about the former choice is no longer true.
          registration.onChange();
          onChange(event.target.checked);
        }}
      />
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
    </div>
  );
}
