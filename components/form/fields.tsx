"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import type { ActionForm } from "@/components/form/use-action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { CodeInput } from "@/components/ui/code-input";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";

interface Bound<N extends string> {
  form: ActionForm<N>;
  /** The API's name of the field. */
  name: NoInfer<N>;
  label: ReactNode;
  aside?: ReactNode;
  description?: ReactNode;
}

type BoundProps<N extends string, E extends "input" | "select" | "textarea"> = Bound<N> & Omit<ComponentProps<E>, "form" | "name">;

/** One line of text, bound to a form. */
export function TextField<N extends string>({ form, name, label, aside, description, ...rest }: BoundProps<N, "input">) {
  const id = useId();
  const error = form.errorOf(name);
  return (
    <Field id={id} label={label} aside={aside} description={description} error={error}>
      <Input {...rest} {...form.register(name)} {...describedBy(id, { description, error })} />
    </Field>
  );
}

/** A password, bound to a form. */
export function PasswordField<N extends string>({ form, name, label, aside, description, ...rest }: BoundProps<N, "input">) {
  const id = useId();
  const error = form.errorOf(name);
  return (
    <Field id={id} label={label} aside={aside} description={description} error={error}>
      <PasswordInput {...rest} {...form.register(name)} {...describedBy(id, { description, error })} />
    </Field>
  );
}

/** A mailed code, bound to a form, which it sends when it is complete. */
export function CodeField<N extends string>({ form, name, label, aside, description, ...rest }: BoundProps<N, "input">) {
  const id = useId();
  const error = form.errorOf(name);
  return (
    <Field id={id} label={label} aside={aside} description={description} error={error}>
      <CodeInput {...rest} {...form.register(name)} {...describedBy(id, { description, error })} onComplete={() => form.submit()} />
    </Field>
  );
}

/** One of a list, bound to a form; `children` are its options. */
export function SelectField<N extends string>({ form, name, label, aside, description, ...rest }: BoundProps<N, "select">) {
  const id = useId();
  const error = form.errorOf(name);
  return (
    <Field id={id} label={label} aside={aside} description={description} error={error}>
      <Select {...rest} {...form.register(name)} {...describedBy(id, { description, error })} />
    </Field>
  );
}

/** Several lines of text, bound to a form. */
export function TextareaField<N extends string>({ form, name, label, aside, description, ...rest }: BoundProps<N, "textarea">) {
  const id = useId();
  const error = form.errorOf(name);
  return (
    <Field id={id} label={label} aside={aside} description={description} error={error}>
      <Textarea {...rest} {...form.register(name)} {...describedBy(id, { description, error })} />
    </Field>
  );
}

/** A box to tick, bound to a form. */
export function CheckboxField<N extends string>({ form, name, label, description, aside, ...rest }: BoundProps<N, "input">) {
  return (
    <div className="flex items-center justify-between gap-4">
      <Checkbox {...rest} {...form.register(name)} label={label} description={description} />
      {aside}
    </div>
  );
}
