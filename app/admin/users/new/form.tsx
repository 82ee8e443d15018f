"use client";

import { useRouter } from "next/navigation";
import { createUserAction } from "@/app/admin/users/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { CheckboxField, SelectField, TextField } from "@/components/form/fields";
import { NewPasswordField } from "@/components/form/new-password-field";
import { useActionForm } from "@/components/form/use-action-form";
import { toast } from "@/components/ui/toast";
import type { PlatformRole } from "@/lib/access/actor";

/** Only the address is needed: whoever it belongs to chooses a password by mail. */
export function NewUserForm({ hint }: { hint: string }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({
      email: fields.text("email"),
      full_name: fields.text("full_name"),
      username: fields.text("username"),
      role: roleOf(fields.text("role")),
      ...(fields.text("password") === "" ? {} : { password: fields.text("password") }),
      email_verified: fields.checked("email_verified"),
    }),
    action: createUserAction,
    schema: () => import("@/lib/accounts/administration.schema").then((loaded) => loaded.createUserContract.input),
    onSuccess: ({ id, email }) => {
      toast(`${email} has an account now.`);
      router.push(`/admin/users/${id}`);
      return "leaving";
    },
  });
  return (
    <ActionFormElement form={form}>
      <TextField form={form} name="email" label="E-mail address" type="email" autoComplete="off" autoFocus />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField form={form} name="full_name" label="Full name (optional)" autoComplete="off" />
        <TextField form={form} name="username" label="Username (optional)" autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </div>
      <SelectField form={form} name="role" label="Role" defaultValue="user">
        <option value="user">User</option>
        <option value="guest">Guest: makes no organizations</option>
        <option value="admin">Administrator: may do everything</option>
      </SelectField>
      <div className="grid gap-1.5">
        <NewPasswordField
          form={form}
          name="password"
          label="Password (optional)"
          hint={`Leave it empty, and a link to choose one is mailed. ${hint}`}
          known={[form.watch("email"), form.watch("full_name"), form.watch("username")]}
        />
      </div>
      <CheckboxField
        form={form}
        name="email_verified"
        label="The address is known to be theirs"
        description="Otherwise it has to be confirmed by a mail before they can sign in."
      />
      <div className="flex justify-end">
        <SubmitButton form={form}>Create user</SubmitButton>
      </div>
    </ActionFormElement>
  );
}

const roleOf = (text: string): PlatformRole => (text === "admin" || text === "guest" ? text : "user");
