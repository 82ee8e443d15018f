import type { Answer } from "@/app/orgs/[slug]/invitations/send-invitations";
import { Alert } from "@/components/ui/alert";

const REASONS: Record<string, string> = {
  already_member: "is a member already",
  already_invited: "has an open invitation",
  not_invited: "cannot be invited by you",
  repeated: "stood in the list twice",
  too_often: "was invited too often lately: try again tomorrow",
};

/** How many are invited, and who was passed over and why. */
export function InviteResults({ answer: { invited, passedOver } }: { answer: Answer }) {
  if (invited === 0 && passedOver.length === 0) return null;
  return (
    <Alert
      tone={invited > 0 ? "success" : "info"}
      title={invited === 0 ? "Nobody new to invite" : `${invited} ${invited === 1 ? "invitation is" : "invitations are"} on the way`}
    >
      {passedOver.length > 0 && (
        <ul className="max-h-48 overflow-y-auto">
          {passedOver.map(({ email, status }) => (
            <li key={email}>
              {email} {REASONS[status] ?? "was passed over"}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
