"use client";

import { type FormEvent, useState } from "react";
import type { z } from "zod";
import { stepUpAction } from "@/app/step-up/actions";
import { PasskeyProof } from "@/app/step-up/passkey-proof";
import { CodeProof, PasswordProof } from "@/app/step-up/proof-fields";
import { failureOf } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { Separator } from "@/components/ui/separator";
import type { proofWaysContract } from "@/lib/signin/step-up.schema";

export type ProofWays = z.output<typeof proofWaysContract.output>;

interface ProofDialogProps {
  ways: ProofWays;
  onDone: (proven: boolean) => void;
}

/** Asks who is there to prove it, over whatever they were doing, which stays as it is. */
export function ProofDialog({ ways, onDone }: ProofDialogProps) {
  const canType = ways.methods.some((way) => way === "password" || way === "totp" || way === "recovery_code");
  const again = ways.methods.includes("sign_in");
  return (
    <Dialog
      open
      onOpenChange={() => onDone(false)}
      title="Confirm that it is you"
      description={again ? "What you typed stays here." : "You will not be asked again for the next minutes. What you typed stays here."}
    >
      {ways.methods.includes("passkey") && (
        <>
          <PasskeyProof variant={canType ? "secondary" : "primary"} onProven={() => onDone(true)} />
          <Separator>or</Separator>
        </>
      )}
      {again ? <SignInAgain ways={ways} onDone={onDone} /> : <Proof ways={ways} onDone={onDone} />}
    </Dialog>
  );
}

function Proof({ ways: { methods, email }, onDone }: ProofDialogProps) {
  const codes = (["totp", "recovery_code"] as const).filter((way) => methods.includes(way));
  const [method, setMethod] = useState(codes[0]);
  const [errors, setErrors] = useState<Record<string, string[]>>({});
  const [problem, setProblem] = useState("");
  // Not a transition: what asked for the proof is one, and both would wait for each other.
  const [pending, setPending] = useState(false);
  const other = codes.find((code) => code !== method);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // In React's tree the dialog is inside of whatever drew it.
    event.stopPropagation();
    if (pending) return;
    const form = event.currentTarget;
    const typed = new FormData(form);
    setPending(true);
    setErrors({});
    setProblem("");
    const result = await stepUpAction({
      ...(methods.includes("password") ? { password: String(typed.get("password")) } : {}),
      ...(method ? { method, code: String(typed.get("code")) } : {}),
    }).catch((error: unknown) => failureOf(error));
    setPending(false);
    if (typeof result === "string") return setProblem(result);
    if (result.ok) return onDone(true);
    const { fields = {}, message } = result.error;
    setErrors(fields);
    const wrong = ["password", "code"].find((name) => fields[name]);
    if (!wrong) setProblem(message);
    else form.querySelector<HTMLInputElement>(`input[name="${wrong}"]`)?.focus();
  }

  return (
    <form method="post" noValidate className="grid gap-5" onSubmit={submit}>
      <Problem>{problem}</Problem>
      {methods.includes("password") && <PasswordProof email={email} error={errors.password?.[0]} />}
      {method && <CodeProof key={method} method={method} alone={!methods.includes("password")} error={errors.code?.[0]} />}
      {other && (
        <Button variant="ghost" size="sm" className="-mt-2 -ml-3 justify-self-start" onClick={() => setMethod(other)}>
          {other === "totp" ? "Use the authenticator app instead" : "Use a recovery code instead"}
        </Button>
      )}
      <DialogButtons>
        <Button variant="secondary" onClick={() => onDone(false)}>
          Cancel
        </Button>
        <Button type="submit" pending={pending}>
          Confirm
        </Button>
      </DialogButtons>
    </form>
  );
}

/** Whoever has nothing that can be typed here signs in again, beside this page. */
function SignInAgain({ ways: { provider }, onDone }: ProofDialogProps) {
  return (
    <>
      <p className="text-[0.9375rem]">
        {provider
          ? "Sign in again in another tab. Then come back to this one and go on."
          : "Sign out in another tab and sign in again. Then come back to this one and go on."}
      </p>
      <DialogButtons>
        <a
          href={provider ? `/api/v1/auth/external/${provider}?next=%2Faccount` : "/account"}
          target="_blank"
          rel="noreferrer"
          className={buttonClass({ variant: "secondary" })}
        >
          {provider ? "Sign in again" : "Open another tab"}
        </a>
        <Button onClick={() => onDone(true)}>Go on</Button>
      </DialogButtons>
    </>
  );
}
