"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { createRoleAction, updateRoleAction } from "@/app/orgs/[slug]/roles/actions";
import { PermissionGrid, type PermissionView } from "@/app/orgs/[slug]/roles/permission-grid";
import { RolePreview } from "@/app/orgs/[slug]/roles/role-preview";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { toast } from "@/components/ui/toast";
import type { RoleView } from "@/lib/organizations/roles.schema";

export interface RoleFormProps {
  organizationId: string;
  /** The organization's. */
  slug: string;
  /** Null for a new one. */
  edited: RoleView | null;
  permissions: PermissionView[];
  /** What the person holds, and so may give. */
  held: string[];
}

interface RoleInput {
  organization_id: string;
  name: string;
  description: string;
  permissions: string[];
}

/** Name, description and permissions of a role of the organization's own. */
export function RoleForm({ organizationId, slug, edited: role, permissions, held }: RoleFormProps) {
  const router = useRouter();
  const [chosen, setChosen] = useState<string[]>(role?.permissions ?? []);
  const form = useActionForm({
    input: (fields) => ({
      organization_id: organizationId,
      name: fields.text("name"),
      description: fields.text("description"),
      permissions: chosen,
    }),
    action: (input: RoleInput) => (role?.id ? updateRoleAction({ ...input, role_id: role.id }) : createRoleAction(input)),
    schema: () =>
      import("@/lib/organizations/roles.schema").then(({ createRoleContract, updateRoleContract }) =>
        role ? updateRoleContract.input.omit({ role_id: true }) : createRoleContract.input,
      ),
    onSuccess: ({ name }) => {
      toast(`${name} is saved.`);
      router.push(`/orgs/${slug}/roles`);
      return "leaving";
    },
  });
  return (
    <ActionFormElement form={form}>
      <TextField form={form} name="name" label="Name" maxLength={80} autoComplete="off" defaultValue={role?.name ?? ""} />
      <TextField
        form={form}
        name="description"
        label="Description (optional)"
        description="Shown to whoever gives the role."
        maxLength={300}
        autoComplete="off"
        defaultValue={role?.description ?? ""}
      />
      <PermissionGrid permissions={permissions} held={held} chosen={chosen} onChange={setChosen} />
      {role?.id && <RolePreview organizationId={organizationId} roleId={role.id} permissions={chosen} />}
      <div className="flex justify-end">
        <SubmitButton form={form}>{role ? "Save role" : "Create role"}</SubmitButton>
      </div>
    </ActionFormElement>
  );
}
