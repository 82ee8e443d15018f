import { Alert } from "@/components/ui/alert";
import type { ExplanationView } from "@/lib/organizations/explanation.schema";

const GRANTS = {
  role: "because the role holds it",
  membership: "because every member may",
  operator: "because they administer the platform",
} as const;

type Reach = Pick<ExplanationView["reasons"][number], "role_name" | "unit_name">;

const roleOf = ({ role_name, unit_name }: Reach) => `${role_name ?? "No role"}, for ${unit_name ?? "the whole organization"}`;

/** The answer to one question: the sentence, and every way that leads to it. */
export function Answer({ explanation, name, place }: { explanation: ExplanationView; name: string; place: string }) {
  const { allowed, summary, reasons, out_of_reach: elsewhere, permission } = explanation;
  return (
    <Alert tone={allowed ? "success" : "warning"} title={summary}>
      <p>
        {name} · <span className="font-mono text-xs">{permission}</span> · {place}
      </p>
      {reasons.length > 0 && (
        <ul className="mt-2 grid gap-1">
          {reasons.map((reason) => (
            <li key={`${reason.role}-${reason.unit_id}-${reason.grant}`}>
              {reason.role === null ? "No role is needed" : roleOf(reason)}, {GRANTS[reason.grant]}.
            </li>
          ))}
        </ul>
      )}
      {elsewhere.length > 0 && (
        <ul className="mt-2 grid gap-1">
          {elsewhere.map((reach) => (
            <li key={`${reach.role}-${reach.unit_id}`}>{roleOf(reach)}: holds it, and does not reach this place.</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
