import type { ActionForm } from "@/components/form/use-action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";

export interface FactorChoiceProps<N extends string> {
  form: ActionForm<N | "require_second_factor">;
  required: boolean;
  onChange: (required: boolean) => void;
}

/** Whether a second factor is asked of everybody. */
export function FactorChoice<N extends string>({ form, required, onChange }: FactorChoiceProps<N>) {
  const error = form.errorOf("require_second_factor");
  const registration = form.register("require_second_factor");
  return (
    <div className="grid gap-1">
      <Checkbox
        name={registration.name}
        ref={registration.ref}
        label="Ask for a second factor"
        description="A code from an authenticator app besides the password. Members set it up when they next come here."
        checked={required}
        {...(error ? { "aria-describedby": "factor-error", "aria-invalid": true } : {})}
        onChange={(event) => {
          // A message about the former choice is no longer true.
          registration.onChange();
          onChange(event.target.checked);
        }}
      />
      {error && <FieldError id="factor-error">{error}</FieldError>}
    </div>
  );
}
