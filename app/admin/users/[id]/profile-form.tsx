"use client";

import { useRouter } from "next/navigation";
import { updateUserAction } from "@/app/admin/users/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { toast } from "@/components/ui/toast";
import type { AccountView } from "@/lib/accounts/administration.schema";

/** Somebody's name and username. Their address is theirs to change: it has to be proven. */
export function UserProfileForm({ account }: { account: AccountView }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ id: account.id, full_name: fields.text("full_name"), username: fields.text("username") }),
    action: updateUserAction,
    schema: () => import("@/lib/accounts/administration.schema").then((loaded) => loaded.updateUserContract.input),
    onSuccess: () => {
      toast("The profile is saved.");
      router.refresh();
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form}>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField form={form} name="full_name" label="Full name" autoComplete="off" defaultValue={account.full_name ?? ""} />
        <TextField
          form={form}
          name="username"
          label="Username"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={account.username ?? ""}
        />
      </div>
      <div className="flex justify-end">
        <SubmitButton form={form} variant="secondary">
          Save profile
        </SubmitButton>
      </div>
    </ActionFormElement>
  );
}
