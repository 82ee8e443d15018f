"use client";

import { useState } from "react";
import { createOrganizationAction } from "@/app/orgs/actions";
import { proposedSlug } from "@/app/orgs/proposed-slug";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";

/** The name, and the short name of addresses, which follows it until somebody chooses their own. */
export function NewOrganizationForm() {
  const [own, setOwn] = useState<string | null>(null);
  const form = useActionForm({
    input: (fields) => ({ name: fields.text("name"), slug: fields.text("slug") }),
    action: createOrganizationAction,
    schema: () => import("@/lib/organizations/organizations.schema").then((loaded) => loaded.createOrganizationContract.input),
    onSuccess: ({ slug }) => {
      // A fresh document: the switcher in the header has it then.
      location.assign(`/orgs/${slug}`);
      return "leaving";
    },
  });
  const proposed = proposedSlug(form.watch("name"));
  const slugBinding = form.register("slug");
  return (
    <ActionFormElement form={form}>
      <TextField form={form} name="name" label="Name" autoComplete="organization" maxLength={80} autoFocus />
      <TextField
        form={form}
        name="slug"
        label="Short name"
        description={`Stands in addresses: /orgs/${(own ?? proposed) ? (own ?? proposed) : "…"}`}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={48}
        {...(own === null ? { value: proposed } : { value: own })}
        onInput={(event) => {
          setOwn(event.currentTarget.value);
          slugBinding.onChange();
        }}
      />
      <div className="flex justify-end">
        <SubmitButton form={form}>Create organization</SubmitButton>
      </div>
    </ActionFormElement>
  );
}
