import { randomUUID } from "node:crypto";
import type { Actor, PlatformRole, SessionActor } from "@/lib/access/actor";
import type { AuditInput, PastEvent } from "@/lib/audit/audit";
import { Dice } from "@/lib/entry/demo/dice";
import type { DemoPerson } from "@/lib/entry/demo/people";
import { DEMO_DAYS } from "@/lib/entry/demo/plan";

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

/** Somebody who acts in the past. */
export type Acting = Pick<DemoPerson, "id" | "email" | "ip" | "userAgent"> & { platformRole?: PlatformRole };

const contextOf = ({ ip, userAgent }: Pick<DemoPerson, "ip" | "userAgent">) => ({ requestId: randomUUID(), ip, userAgent });

/** The person as they were signed in then. */
export function signedIn(person: Acting, at: Date): SessionActor {
  return {
    ...{ kind: "session", proof: { by: "cookie" }, userId: person.id, sessionId: randomUUID(), email: person.email },
    ...{ role: person.platformRole ?? "user", authTime: at, amr: ["pwd"], context: contextOf(person) },
  };
}

const anonymous = (person: Pick<DemoPerson, "ip" | "userAgent">): Actor => ({ kind: "anonymous", context: contextOf(person) });

const about = ({ id }: Acting) => ({ type: "user", id });

/** What everybody does with their own account: registers, signs in and out, forgets a password now and then. */
export function accountHistory(people: readonly DemoPerson[], now: Date): PastEvent[] {
  const dice = new Dice(7);
  const events = people.flatMap((person) => [...arrival(person), ...visits(dice, person, now)]);
  return [...events, ...attack(dice, people, now)];
}

function arrival(person: DemoPerson): PastEvent[] {
  const minutesBefore = (minutes: number) => new Date(person.joinedAt.getTime() - minutes * MINUTE_MS);
  const registered: AuditInput = { action: "account.registered", target: about(person) };
  const confirmed: AuditInput = { action: "email.verified", target: about(person) };
  return [
    { at: minutesBefore(9), actor: anonymous(person), event: registered },
    { at: minutesBefore(7), actor: anonymous(person), event: confirmed },
    ...signIn(person, minutesBefore(6)),
  ];
}

/** Sign-ins of a person day by day, more on the days on which their organization is busy. */
function* visits(dice: Dice, person: DemoPerson, now: Date): Generator<PastEvent> {
  const { busy } = person.organization;
  const until = Math.min(now.getTime(), person.suspendedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const firstDay = Math.floor(person.joinedAt.getTime() / DAY_MS) + 1;
  for (let day = firstDay; day * DAY_MS < until; day += 1) {
    const isDayOff = [0, 6].includes(new Date(day * DAY_MS).getUTCDay());
    if (!dice.happens(isDayOff ? busy.off : busy.work)) continue;
    // Two throws make the middle of the day likelier than its edges.
    const at = new Date(day * DAY_MS + (6 + (dice.next() + dice.next()) * 7) * HOUR_MS);
    const isForgetful = dice.happens(0.006);
    const attempts = isForgetful ? 3 : dice.happens(0.06) ? 1 : 0;
    const stays = dice.happens(0.3) ? 10 + dice.below(400) : 0;
    if (at.getTime() + (stays + 10) * MINUTE_MS >= until) continue;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      yield failure(person, person, new Date(at.getTime() - (attempts - attempt) * 20_000 - 5 * MINUTE_MS));
    }
    if (isForgetful) yield* reset(person, at);
    yield* signIn(person, at);
    if (stays > 0)
      yield { at: new Date(at.getTime() + stays * MINUTE_MS), actor: signedIn(person, at), event: { action: "session.ended" } };
  }
}

function signIn(person: Acting, at: Date): PastEvent[] {
  return [
    {
      ...{ at, actor: signedIn(person, at) },
      event: { action: "session.created", target: about(person), details: { method: "password", for: "browser" } },
    },
  ];
}

/** The sign-ins of whoever runs the platform, every other day. */
export function administratorHistory(administrator: Acting, now: Date): PastEvent[] {
  return Array.from({ length: DEMO_DAYS / 2 }, (_, at) => new Date(now.getTime() - (DEMO_DAYS - at * 2) * DAY_MS - 3 * HOUR_MS)).flatMap(
    (at) => signIn(administrator, at),
  );
}

function failure(person: Acting, from: Pick<DemoPerson, "ip" | "userAgent">, at: Date): PastEvent {
  const details = { reason: "INVALID_CREDENTIALS", method: "password" };
  return { at, actor: anonymous(from), event: { action: "session.failed", outcome: "failure", target: about(person), details } };
}

function reset(person: Acting, before: Date): PastEvent[] {
  const minutesBefore = (minutes: number) => new Date(before.getTime() - minutes * MINUTE_MS);
  return [
    { at: minutesBefore(4), actor: anonymous(person), event: { action: "password.reset_requested", target: about(person) } },
    { at: minutesBefore(1), actor: anonymous(person), event: { action: "password.reset", target: about(person) } },
  ];
}

/** One evening, somebody tries one password on many accounts. */
function attack(dice: Dice, people: readonly DemoPerson[], now: Date): PastEvent[] {
  const from = { ip: "203.0.113.66", userAgent: "python-requests/2.32" };
  const began = (Math.floor(now.getTime() / DAY_MS) - 23) * DAY_MS + 21 * HOUR_MS;
  const tried = people.filter(({ joinedAt }) => joinedAt.getTime() < began).slice(0, 90);
  const failures = tried.map((person, at) => failure(person, from, new Date(began + at * 4_000 + dice.below(3_000))));
  const noticed = new Date(began + 21 * 4_000);
  return [...failures, { at: noticed, actor: anonymous(from), event: { action: "limits.spraying_detected", outcome: "denied" } }];
}
