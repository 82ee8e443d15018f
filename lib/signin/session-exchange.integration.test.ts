import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { identifyCaller } from "@/lib/entry/actor";
import { hashPassword } from "@/lib/passwords/hash";
import { describeCaller } from "@/lib/sessions/me";
import { logIn, refresh } from "@/lib/signin/login";
import { provePassword } from "@/lib/signin/prove-password";
import { exchangeSession } from "@/lib/signin/session-exchange";
import { beginSignIn } from "@/lib/signin/unfinished";
import { findPreAuth } from "@/lib/tokens/pre-auth-token";
import { anonymous, join, newOrganization, newPerson, outcomeOf } from "@/test/organization";

const password = "lamp and river";
let ana: SessionActor;
let harbour: string;
let foreign: string;

beforeAll(async () => {
  ana = await newPerson("Ana");
  await db.user.update({ where: { id: ana.userId }, data: { passwordHash: await hashPassword(password) } });
  harbour = await newOrganization({ owner: await newPerson("Olga") });
  await join(harbour, ana, "admin");
  foreign = await newOrganization({ owner: await newPerson("Sven") });
});

const begin = async () => {
  const answer = await logIn(anonymous, { email: ana.email, password, remember_me: false, exchange: true, device_name: "a terminal" });
  if (answer.status !== "organization_selection") throw new Error(`The sign-in ended in ${answer.status}.`);
  return answer;
};
/** From an address of its own each time: it is not the limits that are tried here. */
let callers = 0;
const finish = (token: string, organization_id?: string) => {
  callers += 1;
  const from = { ...anonymous, context: { ...anonymous.context, ip: `2001:db8:${callers}::1` } };
  return exchangeSession(from, { pre_auth_token: token, ...(organization_id ? { organization_id } : {}) });
};
const me = async (headers: Record<string, string>) => {
  const { actor, session } = await identifyCaller(new Headers(headers));
  return describeCaller(actor, session);
};

describe("a sign-in with exchange", () => {
  it("opens nothing yet, and tells the organizations to choose from", async () => {
    const before = await db.session.count();
    const answer = await begin();
    expect(answer.organizations).toMatchObject([{ id: harbour, roles: ["admin"] }]);
    expect(await db.session.count()).toBe(before);
    expect(await outcomeOf(identifyCaller(new Headers({ authorization: `Bearer ${answer.pre_auth_token}` })))).toBe("UNAUTHENTICATED");
    expect(await outcomeOf(refresh(anonymous, { refresh_token: answer.pre_auth_token }))).toBe("TOKEN_REVOKED");
  });

  it("ends in a session of the chosen organization, for a cookie and for tokens alike", async () => {
    const { session, answer } = await finish((await begin()).pre_auth_token, harbour);
    expect(answer).toMatchObject({ status: "complete", organization: { id: harbour, roles: ["admin"] } });
    expect(decodeJwt(answer.access_token)).toMatchObject({
      org_id: harbour,
      roles: ["admin"],
      permissions: answer.organization?.permissions,
    });
    for (const [name, value] of [
      ["authorization", `Bearer ${answer.access_token}`],
      ["cookie", `portico.session=${session.token}`],
    ] as const) {
      expect(await me({ [name]: value })).toMatchObject({ active_organization: { id: harbour }, session: { id: session.id } });
    }
    expect(await db.session.findUnique({ where: { id: session.id } })).toMatchObject({ deviceName: "a terminal" });
  });

  it("may end without an organization", async () => {
    const { answer } = await finish((await begin()).pre_auth_token);
    expect(answer.organization).toBeNull();
    expect(decodeJwt(answer.access_token)).not.toHaveProperty("org_id");
  });
});

describe("a pre_auth_token", () => {
  it("sent fifty times at once opens one session", async () => {
    const { pre_auth_token } = await begin();
    const before = await db.session.count();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(finish(pre_auth_token, harbour))));
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(["accepted", "TOKEN_REVOKED"]));
    expect(await db.session.count()).toBe(before + 1);
  });

  it("stays good after a choice that is refused: a foreign organization, and one that never was, alike", async () => {
    const { pre_auth_token } = await begin();
    expect(await outcomeOf(finish(pre_auth_token, foreign))).toBe("NOT_FOUND");
    expect(await outcomeOf(finish(pre_auth_token, ana.userId))).toBe("NOT_FOUND");
    expect(await outcomeOf(finish(pre_auth_token, harbour))).toBe("accepted");
  });

  it.each(["browser", "remembered"] as const)("of a sign-in in a %s session is none here, and stays good for its browser", async (kind) => {
    const token = await beginSignIn(await provePassword(anonymous, ana.email, password), { kind, deviceName: null, selects: false });
    expect(await outcomeOf(finish(token))).toBe("TOKEN_REVOKED");
    expect(await findPreAuth(token)).toMatchObject({ kind });
  });

  it("keeps an account that waits to be erased, like every sign-in", async () => {
    const { pre_auth_token } = await begin();
    await db.user.update({ where: { id: ana.userId }, data: { eraseAfter: new Date(Date.now() + 60_000) } });
    expect(await outcomeOf(finish(pre_auth_token, harbour))).toBe("accepted");
    expect(await db.user.findUnique({ where: { id: ana.userId }, select: { eraseAfter: true } })).toEqual({ eraseAfter: null });
  });

  it.each([
    ["it has run out", () => db.preAuthToken.updateMany({ data: { expiresAt: new Date(0) } })],
    ["the account was deactivated", () => db.user.update({ where: { id: ana.userId }, data: { isActive: false } })],
    ["the password was changed", () => db.user.update({ where: { id: ana.userId }, data: { passwordChangedAt: new Date() } })],
    ["a reset was asked of the person", () => db.user.update({ where: { id: ana.userId }, data: { mustResetPassword: true } })],
  ])("is dead once %s", async (_why, change) => {
    const { pre_auth_token } = await begin();
    await change();
    expect(await outcomeOf(finish(pre_auth_token, harbour))).toBe("TOKEN_REVOKED");
    await db.user.update({ where: { id: ana.userId }, data: { isActive: true, mustResetPassword: false } });
  });
});

describe("what tokens and /auth/me say of an organization", () => {
  it("follows the membership: a changed role at the next refresh and call, a lost one at once", async () => {
    const { answer } = await finish((await begin()).pre_auth_token, harbour);
    const own = { organizationId_userId: { organizationId: harbour, userId: ana.userId } };
    await db.membership.update({ where: own, data: { role: "member" } });
    expect((await me({ authorization: `Bearer ${answer.access_token}` })).organizations).toMatchObject([{ roles: ["member"] }]);
    const next = await refresh(anonymous, answer);
    expect(decodeJwt(next.access_token)).toMatchObject({ org_id: harbour, roles: ["member"] });
    await db.membership.update({ where: own, data: { status: "suspended" } });
    expect(await me({ authorization: `Bearer ${next.access_token}` })).toMatchObject({ organizations: [], active_organization: null });
    expect(decodeJwt((await refresh(anonymous, next)).access_token)).not.toHaveProperty("org_id");
    await db.membership.update({ where: own, data: { status: "active", role: "admin" } });
  });
});
