import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor, SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { beginTotp, confirmTotp } from "@/lib/factors/enrolment";
import { hashLinkToken } from "@/lib/one-time-secret";
import { hashPassword } from "@/lib/passwords/hash";
import { forgetDevice, forgetOtherDevices, listDevices } from "@/lib/sessions/devices";
import { arrivingThrough, portalAdapter } from "@/lib/sessions/nextauth-adapter";
import { answerApproval, checkApproval, checkApprovalInBrowser, findApprovalQuestion } from "@/lib/signin/device-approval";
import { deviceAtHand, newDevice } from "@/lib/signin/device-at-hand";
import { logIn, logInWithForm } from "@/lib/signin/login";
import { openBrowserSession, openExchangedSession } from "@/lib/signin/open-session";
import { type BrowserSignIn, signInWithPassword } from "@/lib/signin/password";
import { findPerson } from "@/lib/signin/person";
import { provePassword } from "@/lib/signin/prove-password";
import { awaitOwedSteps, finishBrowserSignIn, verifySecondFactor } from "@/lib/signin/second-factor";
import { exchangeSession } from "@/lib/signin/session-exchange";
import { findPreAuth } from "@/lib/tokens/pre-auth-token";
import { codeOf, forgetSteps } from "@/test/authenticator";
import { anonymous, join, newOrganization, newPerson, newSignedIn, outcomeOf, outcomesOf } from "@/test/organization";

const password = "lamp and river";
let passwordHash: string;
let ana: SessionActor;
let organization: string;

/** Each caller from an address of its own: it is not the limits that are tried here. */
let callers = 0;
const somebody = (): Actor => {
  callers += 1;
  return {
    ...anonymous,
    context: { ...anonymous.context, ip: `2001:db8:${callers.toString(16)}::1`, userAgent: "Mozilla/5.0 Firefox/140.0" },
  };
};

/** The organization's policy, enforced since a while. */
const demand = (policy: object) =>
  db.organization.update({
    where: { id: organization },
    data: {
      securityPolicy: {
        password_policy: null,
        allowed_methods: null,
        require_second_factor: false,
        require_device_approval: false,
        grace_days: 0,
        changed_at: new Date(0).toISOString(),
        enforced_from: new Date(0).toISOString(),
        ...policy,
      },
    },
  });

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  ana = await newSignedIn("Ana");
  await db.user.update({ where: { id: ana.userId }, data: { passwordHash } });
  organization = await newOrganization({ owner: await newPerson("Olga") });
  await join(organization, ana, "member");
});

const enter = (device: string | null = null) =>
  signInWithPassword(somebody(), { identifier: ana.email, password, remember_me: false, device });
async function enterWhole(device: string | null = null): Promise<BrowserSignIn> {
  const step = await enter(device);
  if (step.status !== "complete") throw new Error(`The sign-in ended in ${step.status}.`);
  return step.session;
}
async function enterWaiting(device: string | null = null): Promise<string> {
  const step = await enter(device);
  if (step.status !== "device_approval_required") throw new Error(`The sign-in ended in ${step.status}.`);
  return step.preAuthToken;
}
const logInAs = (more: { device_token?: string; exchange?: boolean } = {}) =>
  logIn(somebody(), { email: ana.email, password, remember_me: false, exchange: false, ...more });
const sessionsOf = () => db.session.count({ where: { userId: ana.userId } });
const look = (token: string, device: string | null = null) => checkApprovalInBrowser(somebody(), token, device);

/** The link of the newest question, as its mail would hold it. */
let links = 0;
async function linkOf(token: string): Promise<string> {
  links += 1;
  const link = `link-${links}`;
  const { tokenHash } = await findPreAuth(token);
  await db.preAuthToken.update({ where: { tokenHash }, data: { approvalHash: hashLinkToken(link) } });
  return link;
}
const approve = (link: string) => answerApproval(somebody(), { token: link, answer: "approve" });

describe("a device", () => {
  it("is noted by the sign-in, known again, and listed with this one first", async () => {
    const first = await enterWhole();
    const again = await enterWhole(first.device);
    const other = await enterWhole();
    expect(again.device).toBe(first.device);
    const actor: SessionActor = { ...ana, sessionId: again.id };
    const { items } = await listDevices(actor, { limit: 50 });
    expect(items).toMatchObject([{ current: true, name: "Firefox", trusted_until: null }, { current: false }]);
    expect(await db.device.count({ where: { userId: ana.userId } })).toBe(2);
    const stale = { ...actor, sessionId: ana.sessionId, authTime: new Date(0) };
    expect([await outcomeOf(forgetDevice(stale, { id: items[1]?.id ?? "" })), await outcomeOf(forgetOtherDevices(stale))]).toEqual([
      "STEP_UP_REQUIRED",
      "STEP_UP_REQUIRED",
    ]);
    expect(await forgetDevice(actor, { id: items[1]?.id ?? "" })).toEqual({ forgotten: 1, sessions_ended: 1 });
    expect(await db.session.count({ where: { id: other.id } })).toBe(0);
    expect(await outcomeOf(forgetDevice({ ...(await newPerson("Eve")) }, { id: items[0]?.id ?? "" }))).toBe("NOT_FOUND");
  });

  it("of several people in one browser is known to each", async () => {
    const { device } = await enterWhole();
    const ben = await newPerson("Ben");
    await db.user.update({ where: { id: ben.userId }, data: { passwordHash } });
    const step = await signInWithPassword(somebody(), { identifier: ben.email, password, remember_me: false, device });
    if (step.status !== "complete") throw new Error(step.status);
    await enterWhole(step.session.device);
    expect(await db.device.count({ where: { userId: { in: [ana.userId, ben.userId] } } })).toBe(2);
  });
});

describe("while new devices are to be approved", () => {
  let known: string;
  beforeEach(async () => {
    await demand({ require_device_approval: true });
    // The first sign-in of an account has nobody to ask.
    known = (await enterWhole()).device;
    await db.session.deleteMany({ where: { userId: ana.userId } });
  });

  const ways: [string, () => Promise<unknown>][] = [
    ["a browser's sign-in", () => enter()],
    ["a browser that only claims to be known", () => enter(known.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")))],
    ["a program's sign-in", () => logInAs()],
    ["a program's sign-in with exchange", () => logInAs({ exchange: true })],
    ["the OAuth password form", () => logInWithForm(somebody(), { username: ana.email, password })],
    ["another provider's sign-in", () => awaitOwedSteps(somebody(), ana.userId, "google", null)],
    [
      "another provider's session",
      async () => portalAdapter().createSession?.({ sessionToken: "t", userId: ana.userId, expires: new Date() }),
    ],
    ["the exchange", async () => exchangeSession(somebody(), { pre_auth_token: tokenOf(await logInAs({ exchange: true })) })],
    ["looking without an answer", async () => look(await enterWaiting())],
    ["a program's looking without an answer", async () => checkApproval(somebody(), { pre_auth_token: tokenOf(await logInAs()) })],
    [
      "the opening of a browser's session",
      async () => openBrowserSession(somebody(), await provePassword(somebody(), ana.email, password), "browser"),
    ],
    [
      "the opening of an exchanged session",
      async () => {
        const person = await findPerson(ana.userId);
        if (person) await openExchangedSession(somebody(), await findPreAuth(tokenOf(await logInAs())), { person, organizationId: null });
      },
    ],
  ];
  it.each(ways)("%s opens nothing", async (_name, way) => {
    await way().catch(() => undefined);
    expect(await sessionsOf()).toBe(0);
  });

  it("a known device goes in, and one that was forgotten waits again", async () => {
    await enterWhole(known);
    await db.device.deleteMany({ where: { userId: ana.userId } });
    await enterWaiting(known);
  });

  it("approving lets the one waiting browser in, once, and it is known from then on", async () => {
    const [mine, others] = [await enterWaiting(), await enterWaiting()];
    const link = await linkOf(mine);
    expect(await findApprovalQuestion(link)).toMatchObject({ device: "Firefox", place: "unknown place" });
    const answers = await outcomesOf([approve(link), approve(link), approve(link)]);
    expect(answers.filter((answer) => answer === "accepted")).toHaveLength(1);
    expect(await findApprovalQuestion(link)).toBeNull();
    expect((await look(others)).status).toBe("device_approval_required");
    expect(await sessionsOf()).toBe(0);
    const step = await look(mine);
    if (step.status !== "complete") throw new Error(step.status);
    expect(await outcomeOf(look(mine))).toBe("TOKEN_REVOKED");
    expect(await db.device.findMany({ where: { userId: ana.userId, approvedAt: { not: null } } })).toHaveLength(1);
    await enterWhole(step.session.device);
  });

  it("a program is let in the same way, and its token is known from then on", async () => {
    const waiting = await logInAs();
    expect(waiting).toMatchObject({ status: "device_approval_required", expires_in: 600 });
    const token = tokenOf(waiting);
    expect(await checkApproval(somebody(), { pre_auth_token: token })).toMatchObject({ status: "device_approval_required" });
    await approve(await linkOf(token));
    expect(await outcomeOf(look(token))).toBe("TOKEN_REVOKED");
    const done = await checkApproval(somebody(), { pre_auth_token: token });
    if (done.status !== "complete" || !done.device_token) throw new Error(done.status);
    expect(await logInAs({ device_token: done.device_token })).toMatchObject({ status: "complete" });
    expect(await logInAs({ device_token: newDevice(ana.userId).keeps })).toMatchObject({ status: "device_approval_required" });
  });

  it("an answer that comes too late is none", async () => {
    const token = await enterWaiting();
    const link = await linkOf(token);
    await db.preAuthToken.updateMany({ where: { userId: ana.userId }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect([await outcomeOf(approve(link)), await outcomeOf(look(token))]).toEqual(["TOKEN_EXPIRED", "TOKEN_REVOKED"]);
  });

  it("refusing ends the wait and every session, and asks for a new password", async () => {
    await enterWhole(known);
    const token = await enterWaiting();
    const link = await linkOf(token);
    expect(await answerApproval(somebody(), { token: link, answer: "refuse" })).toEqual({ status: "refused" });
    expect([await outcomeOf(look(token)), await outcomeOf(approve(link)), await sessionsOf()]).toEqual([
      "TOKEN_REVOKED",
      "TOKEN_EXPIRED",
      0,
    ]);
    expect(await outcomeOf(enter(known))).toBe("ACCOUNT_DISABLED");
    const [row] = await db.auditEvent.findMany({ where: { action: "session.disowned", targetId: ana.userId } });
    expect(row?.details).toMatchObject({ sessions_ended: 1, password_reset_forced: true, user_agent: "Mozilla/5.0 Firefox/140.0" });
  });

  it("the owner is not asked without end", async () => {
    for (let asked = 0; asked < 5; asked += 1) await enterWaiting();
    expect(await outcomeOf(enter())).toBe("RATE_LIMITED");
  });

  it("until the policy is enforced nobody waits", async () => {
    await demand({ require_device_approval: true, enforced_from: new Date(Date.now() + 60_000).toISOString() });
    await enterWhole();
  });
});

describe("a trusted device", () => {
  let secret: string;
  let device: string;
  beforeEach(async () => {
    const begun = await beginTotp(ana, { name: "Phone", current_password: password });
    secret = begun.secret;
    await confirmTotp(ana, { id: begun.id, code: codeOf(secret) });
    await forgetSteps(ana.userId);
    device = await trust();
  });

  async function trust(): Promise<string> {
    const step = await enter();
    if (step.status !== "mfa_required") throw new Error(step.status);
    const proof = { pre_auth_token: step.preAuthToken, method: "totp", code: codeOf(secret), trust_device: true } as const;
    const done = await finishBrowserSignIn(somebody(), proof, null);
    if (done.status !== "complete") throw new Error(done.status);
    return done.session.device;
  }

  it("owes no second factor with its password, in a browser alone", async () => {
    await enterWhole(device);
    expect((await enter()).status).toBe("mfa_required");
    expect((await logInAs({ device_token: device })).status).toBe("mfa_required");
    expect(await awaitOwedSteps(somebody(), ana.userId, "google", device)).not.toBeNull();
  });

  const ends: [string, () => Promise<unknown>][] = [
    ["it is forgotten", () => db.device.deleteMany({ where: { userId: ana.userId } })],
    ["its time is over", () => db.device.updateMany({ where: { userId: ana.userId }, data: { trustedUntil: new Date() } })],
    ["the password changes", () => db.user.update({ where: { id: ana.userId }, data: { passwordChangedAt: new Date() } })],
    [
      "a factor is added",
      async () => {
        const begun = await beginTotp(ana, { name: "Tablet", current_password: password });
        await confirmTotp(ana, { id: begun.id, code: codeOf(begun.secret) });
      },
    ],
    ["an organization requires the factor", () => demand({ require_second_factor: true })],
  ];
  it.each(ends)("owes it again once %s", async (_name, end) => {
    await end();
    expect((await enter(device)).status).toBe("mfa_required");
    const account = await provePassword(somebody(), ana.email, password);
    const before = await sessionsOf();
    expect(await outcomeOf(openBrowserSession(somebody(), account, "browser", await deviceAtHand(device, ana.userId)))).toBe(
      "INVALID_CREDENTIALS",
    );
    expect(await sessionsOf()).toBe(before);
  });

  it("is none where only a program asked for it", async () => {
    const begun = await logInAs();
    await forgetSteps(ana.userId);
    await verifySecondFactor(somebody(), { pre_auth_token: tokenOf(begun), method: "totp", code: codeOf(secret) });
    expect(await db.device.count({ where: { userId: ana.userId, trustedUntil: { not: null } } })).toBe(1);
  });
});

it("another provider's sign-in is a row of the audit trail, and looked at as any other", async () => {
  const arrival = { provider: "google", context: somebody().context, device: (userId: string) => deviceAtHand(null, userId) };
  const made = { sessionToken: ana.email, userId: ana.userId, expires: new Date() };
  await arrivingThrough(arrival, async () => portalAdapter().createSession?.(made));
  const [row] = await db.auditEvent.findMany({ where: { action: "session.created", targetId: ana.userId } });
  expect(row).toMatchObject({ actorId: ana.userId, details: { method: "provider", amr: ["fed"] } });
  const [job] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM graphile_worker._private_jobs WHERE payload->>'sessionId' = ${row?.sessionId ?? ""}`;
  expect([job?.count, await db.device.count({ where: { userId: ana.userId } })]).toEqual([1, 1]);
});

function tokenOf(answer: Awaited<ReturnType<typeof logIn>>): string {
  if (answer.status === "complete") throw new Error("The sign-in is whole.");
  return answer.pre_auth_token;
}
