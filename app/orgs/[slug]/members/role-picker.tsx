"use client";

import ChevronDown from "lucide-react/icons/chevron-down";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { changeMemberRoleAction } from "@/app/orgs/[slug]/members/actions";
import { RoleChoices } from "@/app/orgs/role-choices";
import { UnitSelect } from "@/app/orgs/unit-select";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { toast } from "@/components/ui/toast";
import type { MemberView } from "@/lib/organizations/members.schema";
import type { RoleView } from "@/lib/organizations/roles.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

export interface RolePickerProps {
  member: MemberView;
  organizationId: string;
  roles: RoleView[];
  units: UnitView[];
}

/** The member's role as a button; it opens every role with what it is for. */
export function RolePicker({ member, organizationId, roles, units }: RolePickerProps) {
  const [open, setOpen] = useState(false);
  const name = member.full_name ?? member.email;
  const label = `${member.role_name}${member.unit_name ? ` of ${member.unit_name}` : ""}`;
  return (
    <>
      <Button variant="secondary" size="sm" aria-label={`Role of ${name}: ${label}. Change`} onClick={() => setOpen(true)}>
        <span className="max-w-44 truncate">{label}</span>
        <ChevronDown aria-hidden="true" className="size-4 text-muted" />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Role of ${name}`} description="It counts from their next request on.">
        <Choice member={member} organizationId={organizationId} roles={roles} units={units} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Choice({ member, organizationId, roles, units, onDone }: RolePickerProps & { onDone: () => void }) {
  const router = useRouter();
  const [role, setRole] = useState(member.role);
  const [unit, setUnit] = useState(member.unit_id ?? "");
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  function save(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      setFailure(null);
      const result = await attempt(() =>
        changeMemberRoleAction({
          organization_id: organizationId,
          user_id: member.user_id,
          role,
          unit_id: role === "owner" || unit === "" ? null : unit,
        }),
      );
      if ("reason" in result) return setFailure(result.reason);
      toast(`${member.full_name ?? member.email} is ${result.data.role_name} now.`);
      onDone();
      router.refresh();
    });
  }

  return (
    <form method="post" className="grid gap-5" onSubmit={save}>
      <Problem tone="warning">{failure}</Problem>
      <RoleChoices roles={roles} chosen={role} onChoose={setRole} />
      {role !== "owner" && units.length > 0 && <UnitSelect units={units} value={unit} onChange={setUnit} />}
      <DialogButtons>
        <Button variant="secondary" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" pending={pending}>
          Save role
        </Button>
      </DialogButtons>
    </form>
  );
}
