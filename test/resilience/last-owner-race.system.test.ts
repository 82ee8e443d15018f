import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Answer } from "../system/client";
import { addMember } from "../system/organization";
import { addPerson, openSession, PASSWORD, type Person } from "../system/people";
import { type Portal, startPortal } from "../system/portal";
import { callAction } from "../system/server-actions";
import { crowd } from "./crowd";

const one = await startPortal();
const two = await startPortal({ env: { APP_URL: one.url } });

/** An owner at one of the instances, and the other owner. */
interface Owner {
  person: Person;
  other: Person;
  client: Awaited<ReturnType<typeof openSession>>;
  at: string;
}

/** Everything by which an organization could lose an owner. */
const WAYS: Record<string, (owner: Owner) => Promise<Answer>> = {
  "removes the other": ({ client, at, other }) => client.request(`${at}/members/${other.id}`, { method: "DELETE", json: {} }),
  "makes the other a member": ({ client, at, other }) => demote(client, at, other),
  "becomes a member": ({ client, at, person }) => demote(client, at, person),
  "suspends the other": ({ client, at, other }) => client.request(`${at}/members/${other.id}/suspend`, { json: {} }),
  "lets the other's membership end": ({ client, at, other }) =>
    client.request(`${at}/members/${other.id}`, { method: "PATCH", json: { ends_at: new Date(Date.now() + 60_000).toISOString() } }),
  leaves: ({ client, at }) => client.request(`${at}/leave`, { json: {} }),
  "deletes the account": ({ client }) => client.request("/api/v1/users/me", { method: "DELETE", json: { current_password: PASSWORD } }),
  "deactivates the account": async ({ client, person }) =>
    (await callAction(client, "deactivateAccountAction", { current_password: PASSWORD, confirmation: person.email })).answer,
  "deletes the organization": ({ client, at }) => client.request(at, { method: "DELETE", json: {} }),
};
const NAMES = Object.keys(WAYS);

/** `PORTICO_ROUNDS=1000` for the whole proof; the suite has each way against each other once. */
const ROUNDS = Number(process.env.PORTICO_ROUNDS ?? NAMES.length ** 2);

const demote = (client: Owner["client"], at: string, person: Person) =>
  client.request(`${at}/members/${person.id}/role`, { method: "PATCH", json: { role: "member" } });

async function ownerAt(portal: Portal, person: Person, other: Person, at: string): Promise<Owner> {
  return { person, other, at, client: await openSession(portal, person) };
}

/** How many owners an organization has who can act: a deactivated account and one that waits to be erased cannot. */
const livingOwners = (organizationId: string) =>
  db.membership.count({
    where: { organizationId, role: "owner", status: "active", endsAt: null, user: { isActive: true, eraseAfter: null } },
  });

test(`${ROUNDS} rounds of two owners at two instances who take each other and themselves away at once: an owner remains`, async () => {
  const statuses = new Map<number, number>();
  const failures: string[] = [];
  await crowd(ROUNDS, 3, async (round) => {
    const [first = "", second = ""] = [NAMES[round % NAMES.length], NAMES[Math.floor(round / NAMES.length) % NAMES.length]];
    try {
      const [left, right] = await Promise.all([addPerson(), addPerson()]);
      const organization = await db.organization.create({ data: { slug: `race-${round}`, name: "Race" }, select: { id: true } });
      for (const person of [left, right]) await addMember(organization.id, person, "owner");
      const at = `/api/v1/organizations/${organization.id}`;
      const [here, there] = await Promise.all([ownerAt(one, left, right, at), ownerAt(two, right, left, at)]);
      const answers = await Promise.all([WAYS[first]?.(here), WAYS[second]?.(there)]);
      for (const answer of answers) {
        const status = answer?.status ?? 0;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (![200, 202, 401, 403, 404, 409, 422].includes(status)) failures.push(`${first} / ${second}: ${status} ${answer?.text}`);
      }
      const owners = await livingOwners(organization.id);
      const { deletedAt } = await db.organization.findUniqueOrThrow({ where: { id: organization.id } });
      if (owners === 0 && deletedAt === null) failures.push(`${first} / ${second}: nobody owns it any more`);
    } catch (error) {
      failures.push(`${first} / ${second}: ${error}`);
    }
  });
  expect(failures).toEqual([]);
  // Somebody got their way, and somebody did not.
  expect(statuses.get(200)).toBeGreaterThan(ROUNDS / 2);
  expect(statuses.get(409)).toBeGreaterThan(0);
}, 1_800_000);
