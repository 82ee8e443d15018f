import { MemberMenu } from "@/app/orgs/[slug]/members/member-menu";
import { RolePicker } from "@/app/orgs/[slug]/members/role-picker";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { MemberView } from "@/lib/organizations/members.schema";
import type { RoleView } from "@/lib/organizations/roles.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

export interface MemberRowProps {
  member: MemberView;
  organizationId: string;
  isSelf: boolean;
  /** Empty for whoever may not give roles. */
  roles: RoleView[];
  units: UnitView[];
  may: { update: boolean; remove: boolean };
  look: DateStyle;
}

/** One member: who, what, since when, and what can be done about it. */
export function MemberRow({ member, organizationId, isSelf, roles, units, may, look }: MemberRowProps) {
  const name = member.full_name ?? member.email;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4 sm:px-6">
      <Avatar name={name} image={member.picture} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
          {isSelf && <Badge>You</Badge>}
          {member.status === "suspended" && <Badge tone="warning">Suspended</Badge>}
          {member.status === "ended" && <Badge tone="warning">Ended</Badge>}
          {!member.is_active && <Badge tone="danger">Account closed</Badge>}
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
          {member.ends_at && (
            <>
              {" "}
              · {member.status === "ended" ? "ended" : "ends"} <Moment at={member.ends_at} look={look} as="absolute" />
            </>
          )}
        </p>
        {member.unit_roles.map((role) => (
          <p key={role.id} className="text-sm text-muted">
            Also {role.role_name} of {role.unit_name}
          </p>
        ))}
      </div>
      <div className="flex items-center gap-2 max-sm:w-full max-sm:justify-between max-sm:pl-14">
        {roles.length > 0 ? (
          <RolePicker member={member} organizationId={organizationId} roles={roles} units={units} />
        ) : (
          <Badge tone={member.role === "owner" ? "accent" : "neutral"}>
            {member.role_name}
            {member.unit_name && <> of {member.unit_name}</>}
          </Badge>
        )}
        {(may.update || may.remove) && <MemberMenu member={member} organizationId={organizationId} isSelf={isSelf} may={may} />}
      </div>
    </li>
  );
}
