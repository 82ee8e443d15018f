"use client";

import CalendarClock from "lucide-react/icons/calendar-clock";
import CircleHelp from "lucide-react/icons/circle-help";
import CirclePause from "lucide-react/icons/circle-pause";
import CirclePlay from "lucide-react/icons/circle-play";
import Ellipsis from "lucide-react/icons/ellipsis";
import Network from "lucide-react/icons/network";
import UserMinus from "lucide-react/icons/user-minus";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { removeMemberAction, resumeMemberAction, suspendMemberAction } from "@/app/orgs/[slug]/members/actions";
import { EndDialog } from "@/app/orgs/[slug]/members/end-dialog";
import type { May } from "@/app/orgs/[slug]/members/may";
import { UnitRolesDialog } from "@/app/orgs/[slug]/members/unit-roles-dialog";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import type { MemberView } from "@/lib/organizations/members.schema";
import type { OrganizationView } from "@/lib/organizations/organizations.schema";
import type { RoleView } from "@/lib/organizations/roles.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

export interface MemberMenuProps {
  member: MemberView;
  organization: OrganizationView;
  isSelf: boolean;
  may: May;
  /** Those that can be given; empty for whoever may give none. */
  roles: RoleView[];
  units: UnitView[];
}

type Asked = "suspend" | "resume" | "remove" | "end" | "unit-roles";

const ACTS = {
  suspend: {
    title: (name: string) => `Suspend ${name}?`,
    description: "They are shut out from their next request on. Their roles stay for when you resume them.",
    confirm: "Suspend",
    done: (name: string) => `${name} is suspended.`,
    act: suspendMemberAction,
  },
  resume: {
    title: (name: string) => `Resume ${name}?`,
    description: "They get in again, with the roles they had.",
    confirm: "Resume",
    done: (name: string) => `${name} is active again.`,
    act: resumeMemberAction,
  },
  remove: {
    title: (name: string) => `Remove ${name}?`,
    description: "They lose every role here at once and are told by mail. Their account stays. To come back they need an invitation.",
    confirm: "Remove",
    done: (name: string) => `${name} is removed.`,
    act: removeMemberAction,
  },
} as const;

/** What can be done about a member, each after asking. A refusal, such as for the last owner, is said in the question. */
export function MemberMenu({ member, organization, isSelf, may, roles, units }: MemberMenuProps) {
  const router = useRouter();
  const page = usePathname();
  const [asked, setAsked] = useState<Asked | null>(null);
  const name = member.full_name ?? member.email;
  const close = (open: boolean) => {
    if (!open) setAsked(null);
  };
  const question = asked === null || asked === "end" || asked === "unit-roles" ? null : ACTS[asked];
  const path = `/orgs/${organization.slug}/members`;
  const hasUnitRoles = roles.length > 0 && (units.length > 0 || member.unit_roles.length > 0);
  const mayExplain = isSelf || may.seeRoles;
  if (!mayExplain && !hasUnitRoles && !may.update && !may.remove) return null;
  return (
    <>
      <DropdownMenu
        trigger={
          <Button variant="ghost" size="icon" aria-label={`More about ${name}`}>
            <Ellipsis aria-hidden="true" className="size-5" />
          </Button>
        }
      >
        {mayExplain && (
          <MenuItem asChild>
            <Link href={`${path}/${member.user_id}/why`}>
              <CircleHelp aria-hidden="true" />
              What they may do, and why
            </Link>
          </MenuItem>
        )}
        {hasUnitRoles && (
          <MenuItem onSelect={() => setAsked("unit-roles")}>
            <Network aria-hidden="true" />
            Roles in units
          </MenuItem>
        )}
        {may.update && (
          <MenuItem onSelect={() => setAsked("end")}>
            <CalendarClock aria-hidden="true" />
            {member.ends_at ? "Change the end" : "Set an end"}
          </MenuItem>
        )}
        {may.update && (
          <MenuItem onSelect={() => setAsked(member.status === "suspended" ? "resume" : "suspend")}>
            {member.status === "suspended" ? <CirclePlay aria-hidden="true" /> : <CirclePause aria-hidden="true" />}
            {member.status === "suspended" ? "Resume" : "Suspend"}
          </MenuItem>
        )}
        {may.remove && (mayExplain || may.update) && <MenuSeparator />}
        {may.remove && (
          <MenuItem onSelect={() => setAsked("remove")}>
            <UserMinus aria-hidden="true" />
            {isSelf ? "Remove yourself" : "Remove"}
          </MenuItem>
        )}
      </DropdownMenu>
      <EndDialog open={asked === "end"} onOpenChange={close} member={member} organizationId={organization.id} />
      <UnitRolesDialog
        open={asked === "unit-roles"}
        onOpenChange={close}
        member={member}
        organization={organization}
        roles={roles}
        units={units}
      />
      {question && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={question.title(name)}
          description={question.description}
          confirm={question.confirm}
          tone={asked === "resume" ? "plain" : "danger"}
          onConfirm={async () => {
            const result = await attempt<unknown>(() => question.act({ organization_id: organization.id, user_id: member.user_id }));
            if ("reason" in result) return result.reason;
            toast(question.done(name));
            // Whoever is out has nothing to see here any more; a removed one has no page.
            if (isSelf && asked !== "resume") location.assign("/orgs");
            else if (asked === "remove" && page !== path) router.push(path);
            else router.refresh();
            return undefined;
          }}
        />
      )}
    </>
  );
}
