"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState, useTransition } from "react";
import { addUnitRoleAction, removeUnitRoleAction } from "@/app/orgs/[slug]/members/actions";
import { RoleGrants } from "@/app/orgs/[slug]/members/role-grants";
import { unitTree } from "@/app/orgs/unit-tree";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { MemberView } from "@/lib/organizations/members.schema";
import type { OrganizationView } from "@/lib/organizations/organizations.schema";
import type { RoleView } from "@/lib/organizations/roles.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

interface UnitRolesProps {
  member: MemberView;
  organization: OrganizationView;
  roles: RoleView[];
  units: UnitView[];
}

/** The further roles that somebody has in units: given and taken. */
export function UnitRolesDialog({
  open,
  onOpenChange,
  ...rest
}: UnitRolesProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Roles of ${rest.member.full_name ?? rest.member.email} in units`}
      description="Beside their own role. Each reaches its unit and everything below it, from their next request on."
    >
      <UnitRoles {...rest} onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

function UnitRoles({ member, organization, roles, units, onClose }: UnitRolesProps & { onClose: () => void }) {
  const router = useRouter();
  const id = useId();
  // An owner has the whole organization; there is nothing to add in a unit.
  const givable = roles.filter(({ slug }) => slug !== "owner" && slug !== "member");
  const [slug, setSlug] = useState(givable[0]?.slug ?? "");
  const [unitId, setUnitId] = useState(units[0]?.id ?? "");
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const role = givable.find((one) => one.slug === slug);
  const unit = units.find((one) => one.id === unitId);
  const named = { organization_id: organization.id, user_id: member.user_id };

  function run(act: () => ReturnType<typeof addUnitRoleAction>, said: string) {
    startTransition(async () => {
      setFailure(null);
      const result = await attempt(act);
      if ("reason" in result) return setFailure(result.reason);
      toast(said);
      router.refresh();
    });
  }

  function give(event: FormEvent) {
    event.preventDefault();
    if (role && unit) run(() => addUnitRoleAction({ ...named, role: slug, unit_id: unitId }), `${role.name} of ${unit.name} is given.`);
  }

  return (
    <div className="grid gap-5">
      <Problem tone="warning">{failure}</Problem>
      {member.unit_roles.length > 0 ? (
        <ul className="divide-y divide-border rounded-lg border border-border">
          {member.unit_roles.map((one) => (
            <li key={one.id} className="flex items-center justify-between gap-3 py-2 pr-2 pl-3.5 text-[0.9375rem]">
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {one.role_name} of {one.unit_name}
              </span>
              <Button
                variant="ghost"
                size="sm"
                aria-label={`Take away ${one.role_name} of ${one.unit_name}`}
                onClick={() =>
                  run(
                    () => removeUnitRoleAction({ ...named, assignment_id: one.id }),
                    `${one.role_name} of ${one.unit_name} is taken away.`,
                  )
                }
              >
                Take away
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-sm text-muted">They have none yet.</p>
      )}
      {units.length > 0 && (
        <form method="post" className="grid gap-4" onSubmit={give}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field id={`${id}-role`} label="Role">
              <Select id={`${id}-role`} value={slug} onChange={(event) => setSlug(event.target.value)}>
                {givable.map((one) => (
                  <option key={one.slug} value={one.slug}>
                    {one.name}
                  </option>
                ))}
              </Select>
            </Field>
            <Field id={`${id}-unit`} label="In">
              <Select id={`${id}-unit`} value={unitId} onChange={(event) => setUnitId(event.target.value)}>
                {unitTree(units).map(({ unit: { id: value, name }, depth }) => (
                  <option key={value} value={value}>
                    {`${"\u2003".repeat(depth)}${name}`}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          {role && unit && <RoleGrants role={role} unit={unit} access={organization.access} />}
          <DialogButtons>
            <Button variant="secondary" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" pending={pending}>
              Give role
            </Button>
          </DialogButtons>
        </form>
      )}
    </div>
  );
}
