import { absolute } from "@/components/ui/moment";
import type { AskedSignIn } from "@/lib/signin/device-approval.schema";

/** What is known of a sign-in that somebody is asked about. They are signed out, so its time is told in UTC. */
export function SignInFacts({ asked }: { asked: AskedSignIn }) {
  const facts: [string, string][] = [
    ["Device", asked.device],
    ["Place", asked.place],
    ...(asked.ip ? [["Address", asked.ip] satisfies [string, string]] : []),
    ["Time", `${absolute(new Date(asked.occurred_at), { locale: "en-GB", timeZone: "UTC" })} UTC`],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2 rounded-lg border border-border px-4 py-3 text-[0.9375rem]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 font-medium [overflow-wrap:anywhere] first-letter:uppercase">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
