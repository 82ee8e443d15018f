"use client";

import { useRouter } from "next/navigation";
import { updateOrganizationAction } from "@/app/orgs/[slug]/settings/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { toast } from "@/components/ui/toast";

/** The name, and the short name of addresses. */
export function NameForm({ id, name, slug }: { id: string; name: string; slug: string }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ organization_id: id, name: fields.text("name"), slug: fields.text("slug") }),
    action: updateOrganizationAction,
    schema: () => import("@/lib/organizations/organizations.schema").then((loaded) => loaded.updateOrganizationContract.input),
    onSuccess: (data) => {
      if (data.slug !== slug) {
        location.assign(`/orgs/${data.slug}/settings`);
        return "leaving";
      }
      toast("The settings are saved.");
      router.refresh();
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form}>
      <TextField form={form} name="name" label="Name" maxLength={80} autoComplete="organization" defaultValue={name} />
      <TextField
        form={form}
        name="slug"
        label="Short name"
        description="Stands in addresses. Links with the former one stop working."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={48}
        defaultValue={slug}
      />
      <div className="flex justify-end">
        <SubmitButton form={form}>Save settings</SubmitButton>
      </div>
    </ActionFormElement>
  );
}
