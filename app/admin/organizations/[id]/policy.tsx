import type { getSecurityPolicy } from "@/lib/organizations/security-policy";

type Policy = Awaited<ReturnType<typeof getSecurityPolicy>>;

const AS_PLATFORM = "As the platform has it";

function span(seconds: number | null): string {
  if (seconds === null) return AS_PLATFORM;
  const [size, unit] = seconds % 86_400 === 0 ? [86_400, "day"] : seconds % 3600 === 0 ? [3600, "hour"] : [60, "minute"];
  return new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 1 }).format(seconds / size);
}

/** What an organization demands of its members. */
export function Policy({ policy }: { policy: Policy }) {
  const facts = [
    ["Passwords", policy.password_policy ?? AS_PLATFORM],
    ["Session ends without activity", span(policy.session_idle_seconds ?? null)],
    ["Session ends at the latest", span(policy.session_absolute_seconds ?? null)],
    ["Ways to sign in", policy.allowed_methods?.join(", ") ?? "All"],
    ["Second factor", policy.require_second_factor ? "Demanded" : "Not demanded"],
    ["Approval of new devices", policy.require_device_approval ? "Demanded" : "Not demanded"],
    ["Passkey", policy.require_passkey ? "Demanded" : "Not demanded"],
  ] as const;
  return (
    <dl className="grid gap-x-6 gap-y-2 text-[0.9375rem] sm:grid-cols-[auto_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-sm text-muted sm:leading-6">{name}</dt>
          <dd className="max-sm:mb-2 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
