import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Answer, Sent } from "../system/client";
import { tokenIn } from "../system/inbox";
import { addMember, newColleague, newScene, type Scene } from "../system/organization";
import { addPerson, newAddress, openSession, type Person } from "../system/people";
import { startPortal } from "../system/portal";

const one = await startPortal();
const two = await startPortal({ env: { APP_URL: one.url } });
const base = "/api/v1/organizations";

/** `PORTICO_ROUNDS=1000` for a longer proof. */
const ROUNDS = Number(process.env.PORTICO_ROUNDS ?? 10);

type Browser = Awaited<ReturnType<typeof openSession>>;

/** An organization with two who may do everything in it, each at another instance. */
interface Place {
  scene: Scene;
  at: string;
  person: Person;
  /** Somebody whom both may add. */
  newcomer: Person;
  here: Browser;
  there: Browser;
}

async function place(): Promise<Place> {
  const person = await addPerson();
  const scene = await newScene(person);
  const second = await addPerson();
  await addMember(scene.organization, second, "owner");
  return {
    scene,
    person,
    newcomer: await newColleague(person, second),
    at: `${base}/${scene.organization}`,
    here: await openSession(one, person),
    there: await openSession(two, second),
  };
}

const patch = (json: unknown): Sent => ({ method: "PATCH", json });
const remove: Sent = { method: "DELETE", json: {} };
const post = (json: unknown): Sent => ({ json });
const statusesOf = (answers: Answer[]) => answers.map(({ status }) => status);
const events = (organizationId: string, action: string) =>
  db.auditEvent.findMany({ where: { scope: organizationId, action }, orderBy: { id: "asc" } });

/** Does both at the same moment, now the one first and now the other. @returns their statuses. */
async function atOnce(round: number, first: () => Promise<Answer>, second: () => Promise<Answer>): Promise<[number, number]> {
  if (round % 2) {
    const [b, a] = await Promise.all([second(), first()]);
    return [a.status, b.status];
  }
  const [a, b] = await Promise.all([first(), second()]);
  return [a.status, b.status];
}

/** Each round's outcome has to be one of these. */
async function rounds(allowed: readonly string[], play: (round: number) => Promise<[number, number]>): Promise<void> {
  const seen = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) seen.add((await play(round)).join(" "));
  expect([...seen].filter((outcome) => !allowed.includes(outcome))).toEqual([]);
}

test("an invitation accepted fifty times at once, at two instances: one membership, one audit row of each kind", async () => {
  const { scene, at, here } = await place();
  const guest = await addPerson();
  await here.request(`${at}/invitations`, post({ email: guest.email, role: "admin" }));
  const token = tokenIn(await one.mail(guest.email));
  const browsers = [await openSession(one, guest), await openSession(two, guest)];
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, at) => {
      const answer = await browsers[at % 2]?.request(`${base}/invitations/accept`, post({ token }));
      return answer?.status;
    }),
  );
  expect(answers.filter((status) => status === 200)).toHaveLength(1);
  expect(answers.filter((status) => status !== 200 && status !== 401)).toEqual([]);
  expect(await db.membership.count({ where: { organizationId: scene.organization, userId: guest.id } })).toBe(1);
  for (const action of ["invitation.accepted", "member.joined"]) expect(await events(scene.organization, action)).toHaveLength(1);
});

test("two who change one member's role at once: both are done, one after the other, and the log says so", async () => {
  await rounds(["200 200"], async (round) => {
    const { scene, at, here, there } = await place();
    const role = `${at}/members/${scene.target.id}/role`;
    const outcome = await atOnce(
      round,
      () => here.request(role, patch({ role: "admin" })),
      () => there.request(role, patch({ role: "trainer" })),
    );
    const told = (await events(scene.organization, "member.role_changed")).map(({ details }) => details);
    const [first, second] = told.map((details) => Object(details));
    expect([told.length, first.from, second.from]).toEqual([2, "member", first.to]);
    const { role: held } = await db.membership.findFirstOrThrow({ where: { userId: scene.target.id } });
    expect(held).toBe(second.to);
    return outcome;
  });
});

test("a role that is deleted while it is given, offered or held in a unit: given or deleted, never both", async () => {
  const ways: ((scene: Scene) => [string, Sent])[] = [
    ({ target }) => [`/members/${target.id}/role`, patch({ role: "trainer" })],
    ({ target, unit }) => [`/members/${target.id}/unit-roles`, post({ role: "trainer", unit_id: unit })],
    () => ["/invitations", post({ email: newAddress(), role: "trainer" })],
    () => ["/invitations/bulk", post({ invitations: [{ email: newAddress(), role: "trainer" }, { email: newAddress() }] })],
  ];
  await rounds(["200 422", "409 200", "409 201"], async (round) => {
    const { scene, at, here, there } = await place();
    const [path, sent] = ways[round % ways.length]?.(scene) ?? ["", {}];
    const outcome = await atOnce(
      Math.floor(round / ways.length),
      () => here.request(`${at}/roles/${scene.role}`, remove),
      () => there.request(at + path, sent),
    );
    const isLeft = (await db.role.count({ where: { id: scene.role } })) === 1;
    expect(isLeft).toBe(outcome[0] === 409);
    return outcome;
  });
});

test("a unit that is deleted while somebody is moved, added or invited into it: moved or deleted, never both", async () => {
  const ways: ((scene: Scene, newcomer: Person) => [string, Sent])[] = [
    ({ target, emptyUnit }) => [`/members/${target.id}/role`, patch({ role: "member", unit_id: emptyUnit })],
    ({ emptyUnit }, newcomer) => ["/members", post({ user_id: newcomer.id, unit_id: emptyUnit })],
    ({ emptyUnit }) => ["/invitations", post({ email: newAddress(), unit_id: emptyUnit })],
    ({ emptyUnit }) => ["/units", post({ name: "Below", parent_id: emptyUnit })],
    ({ unit, emptyUnit }) => [`/units/${unit}`, patch({ parent_id: emptyUnit })],
  ];
  await rounds(["200 404", "409 200", "409 201"], async (round) => {
    const { scene, at, newcomer, here, there } = await place();
    const [path, sent] = ways[round % ways.length]?.(scene, newcomer) ?? ["", {}];
    const outcome = await atOnce(
      Math.floor(round / ways.length),
      () => here.request(`${at}/units/${scene.emptyUnit}`, remove),
      () => there.request(at + path, sent),
    );
    const isLeft = (await db.unit.count({ where: { id: scene.emptyUnit } })) === 1;
    expect(isLeft).toBe(outcome[0] === 409);
    return outcome;
  });
});

test("an invitation that is revoked while it is accepted is one of both", async () => {
  await rounds(["200 401", "200 404", "409 200"], async (round) => {
    const { scene, at, here } = await place();
    const guest = await addPerson();
    const made = await here.request(`${at}/invitations`, post({ email: guest.email }));
    const id = String(made.body.data?.id);
    const browser = await openSession(two, guest);
    const outcome = await atOnce(
      round,
      () => here.request(`${at}/invitations/${id}`, remove),
      () => browser.request(`${base}/invitations/accept`, post({ invitation_id: id })),
    );
    const isMember = (await db.membership.count({ where: { organizationId: scene.organization, userId: guest.id } })) === 1;
    const counts = [
      (await events(scene.organization, "invitation.revoked")).length,
      (await events(scene.organization, "member.joined")).length,
    ];
    expect([isMember, ...counts]).toEqual(outcome[1] === 200 ? [true, 0, 1] : [false, 1, 0]);
    return outcome;
  });
});

test("an organization that is deleted while somebody joins, is invited or changes it: before or after, and nothing is half there", async () => {
  const ways: ((scene: Scene, newcomer: Person) => [string, Sent])[] = [
    (_, newcomer) => ["/members", post({ user_id: newcomer.id })],
    () => ["/invitations", post({ email: newAddress() })],
    () => ["", patch({ name: "Renamed" })],
    () => ["/units", post({ name: "New" })],
  ];
  await rounds(["200 404", "200 200", "200 201"], async (round) => {
    const { scene, at, newcomer, here, there } = await place();
    const [path, sent] = ways[round % ways.length]?.(scene, newcomer) ?? ["", {}];
    const outcome = await atOnce(
      Math.floor(round / ways.length),
      () => here.request(at, remove),
      () => there.request(at + path, sent),
    );
    expect((await db.organization.findUniqueOrThrow({ where: { id: scene.organization } })).deletedAt).not.toBeNull();
    if (path === "/members") {
      expect(await db.membership.count({ where: { userId: newcomer.id, organizationId: scene.organization } })).toBe(
        outcome[1] === 201 ? 1 : 0,
      );
    }
    return outcome;
  });
});

test("an account that is erased while it is added, given a role, suspended or accepts: gone whole, and nobody is answered 500", async () => {
  const administrator = await openSession(one, await addPerson({ role: "admin" }));
  const ways: ((scene: Scene, person: Person) => [string, Sent])[] = [
    (_, person) => ["/members", post({ user_id: person.id })],
    ({ target }) => [`/members/${target.id}/role`, patch({ role: "admin" })],
    ({ target }) => [`/members/${target.id}/suspend`, post({})],
    ({ target, emptyUnit }) => [`/members/${target.id}/unit-roles`, post({ role: "member", unit_id: emptyUnit })],
    ({ target }) => [`/members/${target.id}`, remove],
  ];
  const defined = ["200 200", "200 201", "200 404", "200 503", "503 200", "503 201"];
  await rounds(defined, async (round) => {
    const { scene, at, newcomer, there } = await place();
    const [path, sent] = ways[round % ways.length]?.(scene, newcomer) ?? ["", {}];
    const victim = path === "/members" ? newcomer : scene.target;
    const outcome = await atOnce(
      Math.floor(round / ways.length),
      () => administrator.request(`/api/v1/users/${victim.id}`, remove),
      () => there.request(at + path, sent),
    );
    if (outcome[0] === 200) expect(await db.membership.count({ where: { userId: victim.id } })).toBe(0);
    return outcome;
  });
});

test("the day's invitations are counted together, however many are sent at once", async () => {
  const { scene, at, here, there } = await place();
  await db.$executeRaw`
    INSERT INTO invitations (id, organization_id, email, role, is_open, expires_at)
    SELECT gen_random_uuid(), ${scene.organization}::uuid, 'many-' || n || '@example.test', 'member', NULL, now() FROM generate_series(1, 1990) AS n`;
  const offers = () => ({ invitations: Array.from({ length: 5 }, () => ({ email: newAddress() })) });
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, round) => (round % 2 ? here : there).request(`${at}/invitations/bulk`, post(offers()))),
  );
  expect(statusesOf(answers).toSorted()).toEqual([201, ...Array.from({ length: 7 }, () => 429)]);
});
