"use client";

import { useRouter } from "next/navigation";
import { updateProfileAction } from "@/app/account/actions";
import type { Choice } from "@/app/account/regions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { SelectField, TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { toast } from "@/components/ui/toast";
import type { ProfileView } from "@/lib/accounts/profile.schema";

export interface ProfileFormProps {
  profile: ProfileView;
  languages: Choice[];
  zones: [region: string, zones: Choice[]][];
}

/** Name, username, language and time zone. */
export function ProfileForm({ profile, languages, zones }: ProfileFormProps) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({
      full_name: fields.text("full_name"),
      username: fields.text("username"),
      locale: fields.text("locale"),
      time_zone: fields.text("time_zone"),
    }),
    action: updateProfileAction,
    schema: () => import("@/lib/accounts/profile.schema").then((loaded) => loaded.updateProfileContract.input),
    onSuccess: () => {
      toast("Your profile is saved.");
      router.refresh();
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form}>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField form={form} name="full_name" label="Full name" autoComplete="name" defaultValue={profile.full_name ?? ""} />
        <TextField
          form={form}
          name="username"
          label="Username"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={profile.username ?? ""}
        />
        <SelectField form={form} name="locale" label="Language" defaultValue={profile.locale}>
          {languages.map(({ value, label }) => (
            <option key={value} value={value} lang={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <SelectField form={form} name="time_zone" label="Time zone" defaultValue={profile.time_zone}>
          {zones.map(([region, members]) => (
            <optgroup key={region} label={region}>
              {members.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </SelectField>
      </div>
      <div className="flex justify-end">
        <SubmitButton form={form}>Save profile</SubmitButton>
      </div>
    </ActionFormElement>
  );
}
