"use client";

import { useRouter } from "next/navigation";
import type { z } from "zod";
import { updateProfileAction } from "@/app/account/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextareaField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { toast } from "@/components/ui/toast";
import type { ProfileView, updateProfileContract } from "@/lib/accounts/profile.schema";
import type { ActionResult } from "@/lib/entry/action-result";

type Settings = z.input<typeof updateProfileContract.input>["user_settings"];

function wrong(message: string): ActionResult<ProfileView> {
  return { ok: false, error: { type: "VALIDATION_ERROR", message, fields: { user_settings: [message] }, requestId: "" } };
}

async function save({ user_settings: text }: { user_settings: string }): Promise<ActionResult<ProfileView>> {
  let settings: Settings;
  try {
    settings = JSON.parse(text.trim() || "{}");
  } catch (error) {
    return wrong(`This is not JSON: ${error instanceof Error ? error.message : "check the commas and quotes"}.`);
  }
  return updateProfileAction({ user_settings: settings });
}

/** Free-form settings as JSON, folded away from those who do not need them. */
export function SettingsForm({ settings }: { settings: string }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ user_settings: fields.text("user_settings") }),
    action: save,
    onSuccess: () => {
      toast("Your settings are saved.");
      router.refresh();
      return undefined;
    },
  });
  return (
    <details>
      <summary className="min-h-6 w-fit rounded-sm text-sm font-medium text-accent underline-offset-[3px] hover:underline">
        Edit settings
      </summary>
      <ActionFormElement form={form} className="mt-5">
        <TextareaField
          form={form}
          name="user_settings"
          label="Settings"
          description="A JSON object of up to 16 KiB."
          rows={8}
          spellCheck={false}
          autoCapitalize="none"
          autoCorrect="off"
          className="font-mono sm:text-sm"
          defaultValue={settings}
        />
        <div className="flex justify-end">
          <SubmitButton form={form}>Save settings</SubmitButton>
        </div>
      </ActionFormElement>
    </details>
  );
}
