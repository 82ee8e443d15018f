import { beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { db, Prisma } from "@/lib/db";
import { HANDLERS } from "@/lib/entry/worker/tasks";
import { getCompliance, listNotComplying, previewSecurityPolicy } from "@/lib/organizations/compliance";
import { explain } from "@/lib/organizations/explanation";
import { addMember, leaveOrganization } from "@/lib/organizations/members";
import { listMyOrganizations } from "@/lib/organizations/organization-lists";
import { getOrganization } from "@/lib/organizations/organizations";
import { getSecurityPolicy, setSecurityPolicy } from "@/lib/organizations/security-policy";
import { setSecurityPolicyContract } from "@/lib/organizations/security-policy.schema";
import type { Jobs } from "@/lib/queue/jobs";
import { addProviderProof, arrivingThrough, portalAdapter } from "@/lib/sessions/nextauth-adapter";
import { issuedSession, newSession, touchSession, type WrittenSession } from "@/lib/sessions/store";
import { context, join, newOrganization, newPerson, operator, outcomeOf } from "@/test/organization";

const DAY = 24 * 60 * 60 * 1000;
const parse = (organization_id: string, input: object) => setSecurityPolicyContract.input.parse({ organization_id, ...input });
const set = (actor: SessionActor, id: string, input: object) => setSecurityPolicy(actor, parse(id, input));
const enter = (actor: SessionActor, organizationId: string) => outcomeOf(authorize(actor, "organization.read", { organizationId }));

let owner: SessionActor;
let byGoogle: SessionActor;
let weak: SessionActor;
let paula: SessionActor;

beforeAll(async () => {
  owner = await newPerson("Olga");
  byGoogle = { ...(await newPerson("Gina", { passwordPresets: [] })), amr: ["fed"], provider: "google" };
  weak = await newPerson("Willi", { passwordPresets: ["standard"] });
  paula = await newPerson("Paula", { role: "admin", passwordPresets: [] });
});

async function newHarbour(): Promise<string> {
  const id = await newOrganization({ owner });
  for (const person of [byGoogle, weak, paula]) await join(id, person, "admin");
  return id;
}

/** As if the grace had passed. */
const enforce = (id: string) =>
  db.$executeRaw`UPDATE organizations SET security_policy = security_policy || jsonb_build_object('enforced_from', ${new Date(Date.now() - 1000).toISOString()}::text) WHERE id = ${id}::uuid`;

describe("the door of an organization", () => {
  it("stands open during the grace, and then closes to sessions that do not meet the policy", async () => {
    const id = await newHarbour();
    await set(owner, id, { password_policy: "nist" });
    expect((await getOrganization(weak, { organization_id: id })).access).toMatchObject({
      unmet: { enforced: false, asks: [{ ask: "password", policy: "nist", known: true }] },
    });
    await enforce(id);
    expect(await enter(weak, id)).toBe("FORBIDDEN");
    for (const person of [owner, byGoogle, paula]) expect(await enter(person, id), person.email).toBe("accepted");
    await expect(getOrganization(weak, { organization_id: id })).rejects.toMatchObject({
      details: { reason: "policy", organization: { id }, asks: [{ policy: "nist" }] },
    });
  });

  it("lets those whom it keeps out see what is asked and where they stand, and leave", async () => {
    const id = await newHarbour();
    await set(owner, id, { password_policy: "strict", grace_days: 0 });
    expect(await getSecurityPolicy(weak, { organization_id: id })).toMatchObject({ unmet: { enforced: true } });
    const own = { organization_id: id, user_id: weak.userId, permission: "members.read" };
    expect(await outcomeOf(explain(weak, own))).toBe("accepted");
    expect((await listMyOrganizations(weak, { state: "live", limit: 50 })).items.map((item) => item.id)).toContain(id);
    expect(await outcomeOf(leaveOrganization(weak, { organization_id: id }))).toBe("accepted");
  });

  it("opens, where a second factor is asked for, to whoever proved one; whoever asks for it has one", async () => {
    const id = await newHarbour();
    const withFactor = { ...owner, amr: ["pwd", "otp", "mfa"] };
    const demand = { require_second_factor: true, grace_days: 0 };
    await expect(set(owner, id, demand)).rejects.toMatchObject({
      fields: { require_second_factor: [expect.stringContaining("keep you out")] },
    });
    await set(withFactor, id, demand);
    for (const person of [owner, byGoogle]) expect(await enter(person, id), person.email).toBe("FORBIDDEN");
    for (const person of [withFactor, paula]) expect(await enter(person, id), person.email).toBe("accepted");
    const kept = async () => (await listNotComplying(withFactor, { organization_id: id, limit: 10 })).items.map(({ email }) => email);
    expect(new Set(await kept())).toEqual(new Set([owner.email, byGoogle.email, weak.email]));
    await db.user.update({ where: { id: byGoogle.userId }, data: { secondFactor: true } });
    expect(await kept()).not.toContain(byGoogle.email);
    await db.user.update({ where: { id: byGoogle.userId }, data: { secondFactor: false } });
  });

  it("opens, where a passkey is asked for, to whoever used or made one; who has one complies", async () => {
    const id = await newHarbour();
    const withPasskey = { ...owner, amr: ["pwd", "swk", "user", "mfa"] };
    const demand = { require_passkey: true, grace_days: 0 };
    await expect(set({ ...owner, amr: ["pwd", "otp", "mfa"] }, id, demand)).rejects.toMatchObject({
      fields: { require_passkey: [expect.stringContaining("keep you out")] },
    });
    await set(withPasskey, id, demand);
    for (const person of [owner, byGoogle]) expect(await enter(person, id), person.email).toBe("FORBIDDEN");
    for (const person of [withPasskey, paula]) expect(await enter(person, id), person.email).toBe("accepted");
    const kept = async () => (await listNotComplying(withPasskey, { organization_id: id, limit: 10 })).items;
    expect((await kept()).map(({ email }) => email)).toContain(byGoogle.email);
    expect((await kept())[0]?.asks).toEqual([{ ask: "passkey" }]);
    const key = { credentialId: Buffer.from(byGoogle.userId), publicKey: Buffer.from("x"), aaguid: crypto.randomUUID(), name: "Phone" };
    const { id: passkey } = await db.passkey.create({ data: { ...key, userId: byGoogle.userId, isSynced: true, isBackedUp: true } });
    expect((await kept()).map(({ email }) => email)).not.toContain(byGoogle.email);
    await db.passkey.delete({ where: { id: passkey } });
  });

  it("opens again as soon as it is met, and to a session that proves an allowed way as well", async () => {
    const id = await newHarbour();
    await set(byGoogle, id, { allowed_methods: ["google"], grace_days: 0 });
    expect(await enter(owner, id)).toBe("FORBIDDEN");
    expect(await enter({ ...owner, amr: ["pwd", "fed"], provider: "google" }, id)).toBe("accepted");
    await set(byGoogle, id, { password_policy: "strict", grace_days: 0 });
    expect(await enter(weak, id)).toBe("FORBIDDEN");
    await db.user.update({ where: { id: weak.userId }, data: { passwordPresets: ["standard", "strict"] } });
    expect(await enter(weak, id)).toBe("accepted");
    await db.user.update({ where: { id: weak.userId }, data: { passwordPresets: ["standard"] } });
  });

  it("is not closed by anybody to themselves, but by administrators of the platform", async () => {
    const id = await newHarbour();
    await expect(set(owner, id, { allowed_methods: ["google"] })).rejects.toMatchObject({
      fields: { allowed_methods: [expect.any(String)] },
    });
    await expect(set(weak, id, { password_policy: "nist" })).rejects.toMatchObject({ fields: { password_policy: [expect.any(String)] } });
    expect(await getSecurityPolicy(owner, { organization_id: id })).toMatchObject({ changed_at: null });
    expect(await outcomeOf(set(paula, id, { allowed_methods: ["google"], grace_days: 0 }))).toBe("accepted");
    expect(await enter(owner, id)).toBe("FORBIDDEN");
  });

  it("stays closed when what is enforced is saved again, and gives a new grace when more is asked", async () => {
    const id = await newHarbour();
    const first = await set(owner, id, { password_policy: "strict", grace_days: 0 });
    const again = await set(owner, id, { password_policy: "strict", session_idle_seconds: 600, grace_days: 7 });
    expect(again.enforced_from).toBe(first.enforced_from);
    const more = await set(owner, id, { password_policy: "strict", allowed_methods: ["password"], grace_days: 7 });
    expect(Date.parse(more.enforced_from ?? "") - Date.now()).toBeGreaterThan(6 * DAY);
  });
});

describe("who does not comply", () => {
  it("is counted, listed with what is asked, and foreseen before the policy is saved", async () => {
    const id = await newHarbour();
    const own = { organization_id: id };
    const linked = await newPerson("Linus", { passwordPresets: ["none"] });
    const unseen = await newPerson("Uma", { passwordPresets: [] });
    const gone = await newPerson("Gus", { passwordPresets: [] });
    await db.user.updateMany({
      data: { passwordHash: "x" },
      where: { id: { in: [owner, weak, linked, unseen, gone].map(({ userId }) => userId) } },
    });
    for (const person of [linked, unseen]) await join(id, person, "member");
    await db.membership.create({ data: { organizationId: id, userId: gone.userId, role: "member", status: "suspended" } });
    for (const person of [linked, byGoogle]) {
      await db.account.create({ data: { userId: person.userId, type: "oidc", provider: "google", providerAccountId: person.userId } });
    }
    expect(await getCompliance(owner, own)).toEqual({ not_complying: 0, is_more: false, enforced_from: null });

    const preview = await previewSecurityPolicy(owner, parse(id, { password_policy: "nist" }));
    expect(preview).toMatchObject({ not_complying: 2, own: [], changes: ["password_policy"] });
    expect(preview.sample.map(({ email }) => email)).toEqual([weak.email, unseen.email]);
    expect(await previewSecurityPolicy(owner, parse(id, { allowed_methods: ["google"] }))).toMatchObject({
      not_complying: 3,
      own: [{ ask: "sign_in_method" }],
    });

    await set(owner, id, { password_policy: "nist" });
    expect(await getCompliance(owner, own)).toMatchObject({ not_complying: 2, is_more: false });
    const first = await listNotComplying(owner, { ...own, limit: 1 });
    expect(first.items).toMatchObject([{ user_id: weak.userId, asks: [{ ask: "password", known: true }] }]);
    const second = await listNotComplying(owner, { ...own, limit: 1, cursor: first.next_cursor ?? "" });
    expect(second).toMatchObject({ items: [{ user_id: unseen.userId, asks: [{ ask: "password", known: false }] }], next_cursor: null });
    expect(await outcomeOf(getCompliance(linked, own))).toBe("FORBIDDEN");
  });

  it("is counted up to a thousand", async () => {
    const id = await newHarbour();
    await db.$executeRaw`
      WITH person AS (
        INSERT INTO users (id, email, password_hash, password_presets, updated_at)
        SELECT gen_random_uuid(), 'many' || n || '@example.test', 'x', '{none}', now() FROM generate_series(1, 1100) AS n RETURNING id
      )
      INSERT INTO memberships (id, organization_id, user_id, role) SELECT gen_random_uuid(), ${id}::uuid, id, 'member' FROM person`;
    await set(owner, id, { password_policy: "strict" });
    expect(await getCompliance(owner, { organization_id: id })).toMatchObject({ not_complying: 1000, is_more: true });
  });
});

async function openSession(person: SessionActor, kind: "browser" | "remembered_program" = "browser") {
  const { draft, row } = newSession({ userId: person.userId, kind, amr: ["pwd"], context }, Prisma.sql`(SELECT) AS once`);
  const [written] = await db.$queryRaw<WrittenSession[]>`WITH ${row} SELECT expires, absolute_expires_at FROM session`;
  if (!written) throw new Error("There is no session");
  return issuedSession(draft, written);
}

const queued = () =>
  db.$queryRaw<{ payload: Jobs["organizations.shorten_sessions"]; run_at: Date; id: bigint }[]>`
    SELECT p.payload, j.run_at, j.id FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p ON p.id = j.id
     WHERE j.task_identifier = 'organizations.shorten_sessions' ORDER BY j.id`;

const sessionOf = (id: string) => db.session.findUniqueOrThrow({ where: { id } });
/** To ten seconds: the machine may be busy. */
const secondsTo = (moment: Date) => Math.round((moment.getTime() - Date.now()) / 10_000) * 10;

describe("the sessions of members", () => {
  it("begin with the shortest limits of the platform and their organizations, programs' and providers' too", async () => {
    const [one, two] = [await newOrganization({ owner }), await newOrganization({ owner })];
    const mia = await newPerson("Mia");
    await set(owner, one, { session_idle_seconds: 600, session_absolute_seconds: 7200 });
    await set(owner, two, { session_idle_seconds: 300, session_absolute_seconds: 2_592_000 });
    expect((await sessionOf((await openSession(mia)).id)).idleSeconds).toBe(900);
    for (const id of [one, two]) await join(id, mia, "member");
    for (const kind of ["browser", "remembered_program"] as const) {
      const session = await openSession(mia, kind);
      expect([secondsTo(session.expires), secondsTo(session.absoluteExpiresAt)], kind).toEqual([300, 7200]);
      expect((await sessionOf(session.id)).idleSeconds).toBe(300);
    }
    const made = await arrivingThrough({ provider: "google", context }, async () =>
      portalAdapter().createSession?.({ sessionToken: `token-${mia.userId}`, userId: mia.userId, expires: new Date() }),
    );
    expect(secondsTo(made?.expires ?? new Date())).toBe(300);
    expect(await db.session.findFirstOrThrow({ where: { userId: mia.userId, provider: "google" } })).toMatchObject({ amr: ["fed"] });
    await set(owner, two, {});
    expect((await sessionOf((await openSession(mia)).id)).idleSeconds).toBe(600);
  });

  it("become shorter when the policy is enforced, counted from then, never longer, and stay so", async () => {
    await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    const id = await newOrganization({ owner });
    const members = await Promise.all(["Ana", "Ben"].map((name) => newPerson(name)));
    for (const person of members) await join(id, person, "member");
    const [ana, ben] = members;
    if (!ana || !ben) throw new Error("Two joined");
    const [long, short] = [await openSession(ana, "remembered_program"), await openSession(ben)];
    await db.session.update({ where: { id: short.id }, data: { expires: new Date(Date.now() + 100_000), idleSeconds: 100 } });

    const waiting = await set(owner, id, { session_idle_seconds: 600, session_absolute_seconds: 3600, grace_days: 3 });
    expect((await queued()).map(({ run_at }) => run_at.toISOString())).toEqual([waiting.enforced_from]);
    await set(owner, id, { session_idle_seconds: 500, session_absolute_seconds: 3600, grace_days: 0 });
    const [job, ...others] = await queued();
    expect(others).toEqual([]);
    if (!job) throw new Error("Nothing is queued");
    for (let times = 0; times < 2; times += 1) {
      await HANDLERS["organizations.shorten_sessions"](job.payload, { id: "1", attempt: 1, queuedAt: new Date() });
    }
    const [first, second] = [await sessionOf(long.id), await sessionOf(short.id)];
    expect([first.idleSeconds, secondsTo(first.expires), secondsTo(first.absoluteExpiresAt)]).toEqual([500, 500, 3600]);
    expect([second.idleSeconds, secondsTo(second.expires)]).toEqual([100, 100]);
    await touchSession(long.id);
    expect(secondsTo((await sessionOf(long.id)).expires)).toBe(500);
    expect(await db.auditEvent.findMany({ where: { scope: id, action: "organization.sessions_shortened" } })).toMatchObject([
      { actorId: "worker", details: { count: 2 } },
    ]);
  });

  it("become shorter when their person joins", async () => {
    await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    const id = await newOrganization({ owner });
    await set(owner, id, { session_idle_seconds: 120, grace_days: 0 });
    await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    const nina = await newPerson("Nina");
    const session = await openSession(nina);
    await addMember(operator, { organization_id: id, user_id: nina.userId, role: "member", unit_id: null, ends_at: null });
    const [job] = await queued();
    expect(job?.payload).toMatchObject({ organizationId: id, userId: nina.userId });
    if (job) await HANDLERS["organizations.shorten_sessions"](job.payload, { id: "1", attempt: 1, queuedAt: new Date() });
    expect(secondsTo((await sessionOf(session.id)).expires)).toBe(120);
  });

  it("say by which provider their person proved themselves later", async () => {
    const rita = await newPerson("Rita");
    const { id } = await openSession(rita);
    await addProviderProof({ id, userId: owner.userId }, "google");
    expect(await sessionOf(id)).toMatchObject({ amr: ["pwd"], provider: null });
    for (let times = 0; times < 2; times += 1) await addProviderProof({ id, userId: rita.userId }, "google");
    expect(await sessionOf(id)).toMatchObject({ amr: ["pwd", "fed"], provider: "google" });
  });
});
