"use client";

import type { ReactNode } from "react";
import type { ActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button, type ButtonProps } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

export interface ActionFormProps<N extends string> {
  form: ActionForm<N>;
  children: ReactNode;
  className?: string;
  id?: string;
  /** Instead of sending: for a form in steps. */
  onSubmit?: ActionForm<N>["submit"];
}

/**
 * The form element with its message above the fields. `method="post"` and no address: should somebody
 * submit before the script has loaded, nothing they typed ends up in an address.
 */
export function ActionFormElement<N extends string>({ form, children, className, id, onSubmit }: ActionFormProps<N>) {
  return (
    <form id={id} method="post" noValidate onSubmit={onSubmit ?? form.submit} className={classNames("grid gap-5", className)}>
      <div role="alert" className="empty:hidden">
        {form.problem && (
          <Alert tone="danger">
            {form.problem.message}
            {form.problem.requestId && <span className="mt-1 block font-mono text-xs text-muted">Reference {form.problem.requestId}</span>}
          </Alert>
        )}
      </div>
      {children}
    </form>
  );
}

/** The button that sends the form. */
export function SubmitButton<N extends string>({ form, ...rest }: { form: ActionForm<N> } & Omit<ButtonProps, "form">) {
  return <Button {...rest} type="submit" pending={form.pending} />;
}
