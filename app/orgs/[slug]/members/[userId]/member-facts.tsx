import type { ReactNode } from "react";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { MemberView } from "@/lib/organizations/members.schema";

/** What is known of a membership. */
export function MemberFacts({ member, look }: { member: MemberView; look: DateStyle }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2.5 text-[0.9375rem]">
      <Fact name="Role">{member.role_name}</Fact>
      <Fact name="Reach">{member.unit_name ?? "The whole organization"}</Fact>
      {member.unit_roles.map((role) => (
        <Fact key={role.id} name="Also">
          {role.role_name} of {role.unit_name}
        </Fact>
      ))}
      <Fact name="Joined">
        <Moment at={member.joined_at} look={look} as="absolute" />
      </Fact>
      <Fact name={member.status === "ended" ? "Ended" : "Ends"}>
        {member.ends_at ? <Moment at={member.ends_at} look={look} as="absolute" /> : "No end"}
      </Fact>
      {member.second_factor !== null && <Fact name="Second factor">{member.second_factor ? "Set up" : "None yet"}</Fact>}
      <Fact name="Last seen">{member.last_seen_at ? <Moment at={member.last_seen_at} look={look} /> : "Not seen yet"}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
