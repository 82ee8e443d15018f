import { Dice } from "@/lib/entry/demo/dice";
import { names } from "@/lib/entry/demo/names";
import { DEMO_DAYS, DEMO_ORGANIZATIONS, type DemoOrganization } from "@/lib/entry/demo/plan";
import { orderedId } from "@/lib/ordered-id";

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

const BROWSERS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
];

/** Networks that are set aside for documentation (RFC 5737, RFC 3849). */
const NETWORKS = ["192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:20::"];

/** Roles that some got after they had joined, and where; each stands for one person. */
const PROMOTIONS: Record<string, readonly (readonly [role: string, unit: string | null])[]> = {
  "harbour-club": [
    ...[["owner", null] as const, ["admin", null] as const, ["secretary", null] as const, ["secretary", null] as const],
    ...[["trainer", "Juniors"] as const, ["trainer", "Beginners"] as const, ["trainer", "Racing crew"] as const],
  ],
  "northwind-instruments": [
    ...[["owner", null] as const, ["admin", null] as const, ["admin", null] as const, ["auditor", null] as const],
    ...[["recruiter", null] as const, ["recruiter", "Engineering"] as const, ["recruiter", "Sales"] as const],
    ...["Engineering", "Optics", "Quality", "Sales", "Europe", "Americas", "Finance"].map((unit) => ["team-lead", unit] as const),
  ],
};

/** Somebody invented, with their place in an organization. */
export interface DemoPerson {
  id: string;
  email: string;
  username: string | null;
  name: string;
  organization: DemoOrganization;
  role: string;
  /** The name of their unit; null for the whole organization. */
  unit: string | null;
  /** When they got their role, where they were a plain member before. */
  promotedAt: Date | null;
  joinedAt: Date;
  suspendedAt: Date | null;
  endsAt: Date | null;
  ip: string;
  userAgent: string;
}

/** Everybody of the demonstration in the order in which they joined, the first owner of each organization first. */
export function demoPeople(now: Date): DemoPerson[] {
  const pool = names(DEMO_ORGANIZATIONS.reduce((sum, { members }) => sum + members, 0));
  const dice = new Dice(2_026);
  return DEMO_ORGANIZATIONS.flatMap((organization) => {
    const known = organization.signIns.map((one, at) => {
      const joined = new Date(now.getTime() - DEMO_DAYS * DAY_MS + at * 20 * HOUR_MS);
      return {
        ...somebody(dice, organization, joined),
        ...one,
        email: `${one.local}@${organization.domain}`,
        username: null,
        unit: one.unit ?? null,
      };
    });
    const promotions = PROMOTIONS[organization.slug] ?? [];
    const others = pool.splice(0, organization.members - known.length).map((name, at) => {
      // Many came when it began, and some every week since.
      const joined = new Date(now.getTime() - (1 - dice.next() ** 1.8 * 0.95) * (DEMO_DAYS - 5) * DAY_MS);
      const person = somebody(dice, organization, joined);
      const [role, unit] = promotions[at] ?? ["member", dice.happens(0.85) ? dice.pick(organization.units).name : null];
      const promotedAt =
        role === "member" ? null : new Date(joined.getTime() + (0.2 + dice.next() * 0.6) * (now.getTime() - joined.getTime()));
      const leaves = role === "member" && at % 31 === 17;
      const pauses = role === "member" && at % 29 === 11;
      return {
        ...person,
        ...{ name: name.full, email: `${name.plain}@${organization.domain}`, username: name.plain, role, unit, promotedAt },
        suspendedAt: pauses ? new Date(now.getTime() - (2 + dice.below(30)) * DAY_MS) : null,
        endsAt: leaves ? new Date(now.getTime() + (10 + dice.below(80)) * DAY_MS) : null,
      };
    });
    return [...known, ...others];
  })
    .toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime())
    .map((person) => ({ ...person, id: orderedId(person.joinedAt.getTime()) }));
}

function somebody(dice: Dice, organization: DemoOrganization, joinedAt: Date): Omit<DemoPerson, "name" | "email" | "role"> {
  return {
    ...{ id: "", username: null, organization, unit: null, promotedAt: null, joinedAt, suspendedAt: null, endsAt: null },
    ip: `${dice.pick(NETWORKS)}${1 + dice.below(250)}`,
    userAgent: dice.pick(BROWSERS),
  };
}
