import Link from "next/link";
import { SelectBox } from "@/app/orgs/[slug]/members/bulk/selection";
import type { May } from "@/app/orgs/[slug]/members/may";
import { MemberBadges } from "@/app/orgs/[slug]/members/member-badges";
import { MemberMenu } from "@/app/orgs/[slug]/members/member-menu";
import { RolePicker } from "@/app/orgs/[slug]/members/role-picker";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { MemberView } from "@/lib/organizations/members.schema";
import type { OrganizationView } from "@/lib/organizations/organizations.schema";
import type { RoleView } from "@/lib/organizations/roles.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

export interface MemberRowProps {
  member: MemberView;
  organization: OrganizationView;
  isSelf: boolean;
  /** Empty for whoever may not give roles. */
  roles: RoleView[];
  units: UnitView[];
  may: May;
  look: DateStyle;
}

/** One member: who, what, since when, and what can be done about it. */
export function MemberRow({ member, organization, isSelf, roles, units, may, look }: MemberRowProps) {
  const name = member.full_name ?? member.email;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4 has-[input:checked]:bg-accent-subtle/50 sm:px-6">
      <SelectBox id={member.user_id} name={name} />
      <Avatar name={name} image={member.picture} />
      <div className="min-w-0 flex-1 basis-40 sm:basis-48">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/orgs/${organization.slug}/members/${member.user_id}`}
            className="min-w-0 rounded-sm font-medium underline-offset-[3px] [overflow-wrap:anywhere] hover:underline"
          >
            {name}
          </Link>
          <MemberBadges member={member} isSelf={isSelf} />
        </p>
        {member.full_name && <p className="text-sm text-muted [overflow-wrap:anywhere]">{member.email}</p>}
        <p className="text-sm text-muted">
          {member.last_seen_at ? (
            <>
              Last seen <Moment at={member.last_seen_at} look={look} />
            </>
          ) : (
            "Not seen yet"
          )}
          {member.second_factor !== null && <> · {member.second_factor ? "second factor" : "no second factor"}</>}
          {member.ends_at && (
            <>
              {" "}
              · {member.status === "ended" ? "ended" : "ends"} <Moment at={member.ends_at} look={look} as="absolute" />
            </>
          )}
        </p>
        {member.unit_roles.map((role) => (
          <p key={role.id} className="text-sm text-muted [overflow-wrap:anywhere]">
            Also {role.role_name} of {role.unit_name}
          </p>
        ))}
      </div>
      <div className="flex items-center gap-2 max-sm:w-full max-sm:justify-between max-sm:pl-9">
        {roles.length > 0 ? (
          <RolePicker member={member} organizationId={organization.id} roles={roles} units={units} />
        ) : (
          <Badge tone={member.role === "owner" ? "accent" : "neutral"}>
            <span className="max-w-48 truncate">
              {member.role_name}
              {member.unit_name && <> of {member.unit_name}</>}
            </span>
          </Badge>
        )}
        <div>
          <MemberMenu member={member} organization={organization} isSelf={isSelf} may={may} roles={roles} units={units} />
        </div>
      </div>
    </li>
  );
}
