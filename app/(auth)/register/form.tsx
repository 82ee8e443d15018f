"use client";

import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { registerAction, registerForPasskeyAction } from "@/app/(auth)/register/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { attempt } from "@/components/form/failure";
import { TextField } from "@/components/form/fields";
import { NewPasswordField } from "@/components/form/new-password-field";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { Separator } from "@/components/ui/separator";
import { quietLinkClass } from "@/components/ui/text-link";

/** Two steps in one form, so that a password manager sees the address and the password together; a passkey needs the first alone. */
export function RegisterForm({ email, hint, callbackUrl }: { email: string; hint: string; callbackUrl: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [registering, setRegistering] = useState(false);
  const [step, setStep] = useState<"address" | "password">(email.includes("@") ? "password" : "address");
  const onward = callbackUrl ? `&callbackUrl=${encodeURIComponent(callbackUrl)}` : "";
  const form = useActionForm({
    input: (fields) => ({
      email: fields.text("email"),
      password: fields.text("password"),
      username: fields.text("username"),
      full_name: fields.text("full_name"),
    }),
    action: registerAction,
    schema: () => import("@/lib/accounts/registration.schema").then((loaded) => loaded.registerContract.input),
    onSuccess: (data) => {
      router.push(`/verify-email?email=${encodeURIComponent(data.email)}${onward}`);
      return "leaving";
    },
  });
  // Followed from the first letter on: the passkey's way in needs it, and is no submit of the form.
  const address = form.watch("email");
  const names = { username: form.watch("username"), full_name: form.watch("full_name") };

  async function registerForPasskey() {
    setProblem("");
    if (!(await form.check("email"))) return;
    setRegistering(true);
    const result = await attempt(() => registerForPasskeyAction({ email: address, ...names }));
    if ("data" in result) return router.push(`/verify-email?email=${encodeURIComponent(result.data.email)}&then=passkey${onward}`);
    setProblem(result.reason);
    setRegistering(false);
  }

  async function next() {
    if (await form.check("email")) setStep("password");
  }

  const onPassword = step === "password";
  return (
    <ActionFormElement
      form={form}
      onSubmit={(event) => {
        if (onPassword) return form.submit(event);
        event?.preventDefault();
        void next();
      }}
    >
      <TextField
        form={form}
        name="email"
        label="E-mail address"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={email}
        readOnly={onPassword}
        aside={
          onPassword && (
            <button type="button" className={quietLinkClass} onClick={() => setStep("address")}>
              Change
            </button>
          )
        }
      />
      {onPassword ? (
        <>
          <NewPasswordField
            form={form}
            name="password"
            label="Password"
            hint={hint}
            known={[address, names.username, names.full_name]}
            autoFocus={!email}
          />
          <TextField form={form} name="full_name" label="Full name (optional)" autoComplete="name" />
          <TextField
            form={form}
            name="username"
            label="Username (optional)"
            description="You can sign in with it instead of your address."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <SubmitButton form={form} block>
            Create account
          </SubmitButton>
          <Separator>or</Separator>
          <Problem>{problem}</Problem>
          <div className="grid gap-2">
            <Button variant="secondary" block pending={registering} onClick={() => void registerForPasskey()}>
              <Fingerprint aria-hidden="true" className="size-5" />
              Use a passkey, without a password
            </Button>
            <p className="text-center text-sm text-muted">Your fingerprint, your face or the lock of your device signs you in.</p>
          </div>
        </>
      ) : (
        <Button type="submit" block>
          Continue
        </Button>
      )}
    </ActionFormElement>
  );
}
