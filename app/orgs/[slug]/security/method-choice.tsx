import { METHOD_LABELS } from "@/app/orgs/policy-words";
import type { ActionForm } from "@/components/form/use-action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import type { SignInMethod } from "@/lib/access/policy.schema";

export interface MethodChoiceProps<N extends string> {
  form: ActionForm<N | "allowed_methods">;
  methods: SignInMethod[];
  /** Null allows every way. */
  allowed: SignInMethod[] | null;
  onChange: (allowed: SignInMethod[] | null) => void;
}

/** Every way to sign in, or only some. */
export function MethodChoice<N extends string>({ form, methods, allowed, onChange }: MethodChoiceProps<N>) {
  const error = form.errorOf("allowed_methods");
  const registration = form.register("allowed_methods");
  const change = (next: SignInMethod[] | null) => {
    // A message about the former choice is no longer true.
    registration.onChange();
    onChange(next);
  };
  return (
    <fieldset className="grid gap-1" aria-describedby={error ? "methods-error" : undefined}>
      <legend className="mb-1.5 text-sm font-medium">Ways to sign in</legend>
      <Checkbox
        name={registration.name}
        ref={registration.ref}
        label="Every way that the portal offers"
        checked={allowed === null}
        onChange={(event) => change(event.target.checked ? null : methods)}
      />
      {allowed !== null && (
        <div className="grid gap-1 pl-8">
          {methods.map((method) => (
            <Checkbox
              key={method}
              name={`method_${method}`}
              label={METHOD_LABELS[method]}
              checked={allowed.includes(method)}
              onChange={(event) => change(event.target.checked ? [...allowed, method] : allowed.filter((one) => one !== method))}
            />
          ))}
        </div>
      )}
      {error && <FieldError id="methods-error">{error}</FieldError>}
    </fieldset>
  );
}
