import { useId } from "react";
import { CodeInput } from "@/components/ui/code-input";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";

/** The account's password. */
export function PasswordProof({ email, error }: { email: string; error: string | undefined }) {
  const id = useId();
  return (
    <>
      {/* Tells a password manager whose password this is. */}
      <input type="email" name="account" autoComplete="username" value={email} readOnly hidden />
      <Field id={id} label="Your password" error={error}>
        <PasswordInput name="password" autoComplete="current-password" autoFocus {...describedBy(id, { error })} />
      </Field>
    </>
  );
}

interface CodeProofProps {
  method: "totp" | "recovery_code";
  /** The only thing that is asked. */
  alone: boolean;
  error: string | undefined;
}

/** A code of the authenticator app, or a recovery code. */
export function CodeProof({ method, alone, error }: CodeProofProps) {
  const id = useId();
  const bound = { name: "code", autoFocus: alone, ...describedBy(id, { error }) };
  return method === "totp" ? (
    <Field id={id} label="Code from your authenticator app" error={error}>
      <CodeInput {...bound} />
    </Field>
  ) : (
    <Field id={id} label="Recovery code" error={error}>
      <Input {...bound} autoComplete="off" autoCapitalize="none" autoCorrect="off" spellCheck={false} />
    </Field>
  );
}
