"use client";

import { PasswordField } from "@/components/form/fields";
import type { ActionForm } from "@/components/form/use-action-form";

/** How somebody shows anew that the account is theirs: by its password, or by having just signed in where it has none. */
export type OwnerProof = "password" | "fresh sign-in";

/** The password, where there is one. */
export function OwnerProofField<N extends string>({ form, proof }: { form: ActionForm<N | "current_password">; proof: OwnerProof }) {
  if (proof !== "password") return null;
  return <PasswordField form={form} name="current_password" label="Your password" autoComplete="current-password" />;
}

/** What of a form is the proof. */
export const proofIn = (proof: OwnerProof, fields: { text(name: string): string }) =>
  proof === "password" ? { current_password: fields.text("current_password") } : {};
