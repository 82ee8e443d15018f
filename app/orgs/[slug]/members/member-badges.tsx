import { Badge } from "@/components/ui/badge";
import type { MemberView } from "@/lib/organizations/members.schema";

/** What is particular about a membership, in a word each. */
export function MemberBadges({ member, isSelf }: { member: MemberView; isSelf: boolean }) {
  return (
    <>
      {isSelf && <Badge>You</Badge>}
      {member.status === "suspended" && <Badge tone="warning">Suspended</Badge>}
      {member.status === "ended" && <Badge tone="warning">Ended</Badge>}
      {member.status === "active" && member.ends_at && <Badge>Has an end</Badge>}
      {!member.is_active && <Badge tone="danger">Account closed</Badge>}
    </>
  );
}
