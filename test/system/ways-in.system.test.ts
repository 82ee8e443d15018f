import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { SessionActor } from "@/lib/access/actor";
import { encryptBytes } from "@/lib/crypto";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { newTotpSecret } from "@/lib/factors/totp";
import { addPasskey, beginPasskey } from "@/lib/passkeys/enrolment";
import { portalAdapter } from "@/lib/sessions/nextauth-adapter";
import { codeOf, forgetSteps } from "../authenticator";
import { context, openSession } from "../organization";
import { Authenticator } from "../passkey";
import type { Client, Sent } from "./client";
import { tokenIn } from "./inbox";
import { addMember } from "./organization";
import { addPerson, PASSWORD, type Person } from "./people";
import { startPortal } from "./portal";
import { callAction } from "./server-actions";

const portal = await startPortal({ env: { LOG_LEVEL: "warn" } });
const API = "/api/v1";
const NEW_PASSWORD = "Nebel-Hafen-2718-dunkelblau";

interface Account extends Person {
  organization: string;
  /** Of an authenticator app, where the account has one. */
  secret: string | null;
  /** A browser that the account knows, where its others are to be approved. */
  home: Client;
  passkey: Authenticator;
}

interface Shape {
  factor?: "totp";
  policy?: "grace" | "enforced";
  devices?: "asked";
}

async function newAccount({ factor, policy, devices }: Shape): Promise<Account> {
  const person = await addPerson();
  const passkey = await addPasskeyTo(person);
  const home = devices ? (await onPage(person)).client : portal.client();
  const enforcedFrom = new Date(Date.now() + (policy === "grace" ? 86_400_000 : -1000)).toISOString();
  const securityPolicy = {
    ...{ password_policy: null, allowed_methods: null, grace_days: 1, enforced_from: enforcedFrom },
    ...{ require_second_factor: policy !== undefined, require_device_approval: devices === "asked" },
  };
  const { id: organization } = await db.organization.create({
    data: { slug: `org-${randomUUID().slice(0, 13)}`, name: "Harbour Club", ...(policy || devices ? { securityPolicy } : {}) },
    select: { id: true },
  });
  await addMember(organization, person, "admin");
  return { ...person, organization, home, passkey, secret: factor ? await addAuthenticator(person.id) : null };
}

async function addPasskeyTo({ id, email }: Person): Promise<Authenticator> {
  const authenticator = new Authenticator(env.APP_URL);
  const proven = { role: "user", authTime: new Date(), amr: ["pwd"], context } satisfies Partial<SessionActor>;
  const actor: SessionActor = { kind: "session", proof: { by: "cookie" }, userId: id, sessionId: id, email, ...proven };
  await openSession(actor);
  const { public_key } = await beginPasskey(actor, {});
  await addPasskey(actor, { response: authenticator.create(public_key) });
  await db.session.delete({ where: { id: actor.sessionId } });
  return authenticator;
}

async function addAuthenticator(userId: string): Promise<string> {
  const [id, secret] = [randomUUID(), newTotpSecret()];
  const sealed = encryptBytes("secret", Buffer.from(secret, "utf8"), `totp:${id}`);
  await db.totpAuthenticator.create({ data: { id, userId, name: "Phone", secret: sealed, confirmedAt: new Date() }, select: { id: true } });
  await db.user.update({ where: { id: userId }, data: { secondFactor: true }, select: { id: true } });
  return secret;
}

/** What a way in leaves somebody with: the cookies of a browser, the token of a program, or neither. */
type Holding = { client: Client } | { token: string } | null;

const post = (path: string, json: unknown) => portal.request(`${API}/auth/${path}`, { json });
const tokenOf = (data: unknown): Holding => {
  const token: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "access_token") : undefined;
  return typeof token === "string" ? { token } : null;
};

async function onPage({ email }: Person, password = PASSWORD): Promise<{ client: Client }> {
  const client = portal.client();
  await callAction(client, "signInAction", { email, password });
  return { client };
}

interface Begun {
  pre_auth_token?: unknown;
}

const begin = async ({ email }: Person, more: Record<string, unknown> = {}): Promise<Begun> => ({
  pre_auth_token: (await post("login", { email, password: PASSWORD, ...more })).body.data?.pre_auth_token,
});

const exchange = async (account: Account, chosen: Record<string, string>, begun?: Begun): Promise<Holding> => {
  const { pre_auth_token } = begun ?? (await begin(account, { exchange: true }));
  return tokenOf((await post("session-exchange", { pre_auth_token, ...chosen })).body.data);
};

async function code(account: Account): Promise<string> {
  await forgetSteps(account.id);
  return codeOf(account.secret ?? newTotpSecret());
}

const verify = async (account: Account, token: unknown) =>
  (await post("mfa/verify", { pre_auth_token: token, method: "totp", code: await code(account) })).body;

const isReset = ({ links }: { links: string[] }) => links.some((link) => link.includes("/reset-password"));

async function reset({ email }: Person): Promise<void> {
  await post("password/reset/request", { email });
  const token = tokenIn(await portal.mail(email, isReset));
  expect((await post("password/reset/confirm", { token, new_password: NEW_PASSWORD })).status).toBe(200);
}

/** Who that is for the portal, and whether the organization opens to them. */
async function reach(account: Account, holding: Holding): Promise<string> {
  const ask = (path: string, sent: Sent = {}) => {
    if (holding && "client" in holding) return holding.client.request(API + path, sent);
    const headers: Record<string, string> = holding ? { authorization: `Bearer ${holding.token}` } : {};
    return portal.request(API + path, { ...sent, headers });
  };
  if ((await ask("/auth/me")).status !== 200) return "nobody";
  return (await ask(`/organizations/${account.organization}/members`)).status === 200 ? "inside" : "outside";
}

const begunCeremony = z.object({ public_key: z.object({ challenge: z.string() }), ceremony_token: z.string() });

const ACCOUNTS = {
  "no factor": {},
  "an authenticator": { factor: "totp" },
  "asked, with grace": { policy: "grace" },
  "asked, enforced": { policy: "enforced" },
  "asked, with one": { factor: "totp", policy: "enforced" },
  "devices are asked": { devices: "asked" },
} as const;

type Row = Record<keyof typeof ACCOUNTS, string>;

const row = (...outcomes: [string, string, string, string, string, string]): Row => {
  const [none, totp, grace, enforced, both, devices] = outcomes;
  return {
    "devices are asked": devices,
    "no factor": none,
    "an authenticator": totp,
    "asked, with grace": grace,
    "asked, enforced": enforced,
    "asked, with one": both,
  };
};

/** One factor opens nothing where two are owed, and no organization that asks for two. */
const ONE_FACTOR = row("inside", "nobody", "inside", "outside", "nobody", "nobody");
/** Where nothing is owed there is no step to prove. */
const TWO_FACTORS = row("nobody", "inside", "nobody", "nobody", "inside", "nobody");
const NOTHING = row("nobody", "nobody", "nobody", "nobody", "nobody", "nobody");

const WAYS: Record<string, { gets: Row; go: (account: Account) => Promise<Holding> }> = {
  "the sign-in page": { gets: ONE_FACTOR, go: onPage },
  "the sign-in page in a browser that is known": {
    gets: row("inside", "nobody", "inside", "outside", "nobody", "inside"),
    go: async ({ email, home }) => {
      home.cookies.delete("portico.session");
      await callAction(home, "signInAction", { email, password: PASSWORD });
      return { client: home };
    },
  },
  // It proves two factors at once.
  "a passkey": {
    gets: row("inside", "inside", "inside", "inside", "inside", "nobody"),
    go: async ({ email, passkey }) => {
      const { public_key, ceremony_token } = begunCeremony.parse((await post("passkey/options", { email })).body.data);
      const response = passkey.sign(public_key, { origin: portal.url });
      return tokenOf((await post("passkey/verify", { ceremony_token, response })).body.data);
    },
  },
  "a passkey that did not verify its person": {
    gets: NOTHING,
    go: async ({ email, passkey }) => {
      const { public_key, ceremony_token } = begunCeremony.parse((await post("passkey/options", { email })).body.data);
      const response = passkey.sign(public_key, { origin: portal.url, verified: false });
      return tokenOf((await post("passkey/verify", { ceremony_token, response })).body.data);
    },
  },
  "the sign-in page and a code": {
    gets: row("inside", "inside", "inside", "outside", "inside", "nobody"),
    go: async (account) => {
      const { client } = await onPage(account);
      await callAction(client, "verifySecondFactorAction", { method: "totp", code: await code(account) });
      return { client };
    },
  },
  "a program's sign-in": {
    gets: ONE_FACTOR,
    go: async ({ email }) => tokenOf((await post("login", { email, password: PASSWORD })).body.data),
  },
  "a program's sign-in and a code": {
    gets: TWO_FACTORS,
    go: async (account) => tokenOf((await verify(account, (await begin(account)).pre_auth_token)).data),
  },
  "the OAuth form": {
    gets: ONE_FACTOR,
    go: async ({ email }) => {
      const body = String(new URLSearchParams({ username: email, password: PASSWORD }));
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      return tokenOf(JSON.parse((await portal.request(`${API}/auth/login/form`, { body, headers })).text));
    },
  },
  "an exchange for the organization": {
    gets: row("inside", "nobody", "inside", "nobody", "nobody", "nobody"),
    go: (account) => exchange(account, { organization_id: account.organization }),
  },
  "an exchange for it as a team": {
    gets: row("inside", "nobody", "inside", "nobody", "nobody", "nobody"),
    go: (account) => exchange(account, { team_id: account.organization }),
  },
  "an exchange for none": { gets: ONE_FACTOR, go: (account) => exchange(account, {}) },
  "an exchange of a program's unfinished sign-in": {
    gets: NOTHING,
    go: async (account) => exchange(account, {}, await begin(account)),
  },
  "an exchange of the page's unfinished sign-in": {
    gets: NOTHING,
    go: async (account) => exchange(account, {}, { pre_auth_token: (await onPage(account)).client.cookies.get("portico.signin") }),
  },
  "a code and an exchange": {
    gets: row("nobody", "inside", "nobody", "nobody", "inside", "nobody"),
    go: async (account) => {
      const begun = await begin(account, { exchange: true });
      await verify(account, begun.pre_auth_token);
      return account.secret ? exchange(account, { organization_id: account.organization }, begun) : null;
    },
  },
  "a provider's session": {
    gets: ONE_FACTOR,
    go: async (account) => {
      const [client, sessionToken] = [portal.client(), randomUUID()];
      client.cookies.set("portico.session", sessionToken);
      const open = async () => portalAdapter().createSession?.({ sessionToken, userId: account.id, expires: new Date() });
      await open().catch(() => undefined);
      return { client };
    },
  },
  "a reset": {
    gets: NOTHING,
    go: async (account) => {
      const client = portal.client();
      await post("password/reset/request", { email: account.email });
      const token = tokenIn(await portal.mail(account.email, isReset));
      await callAction(client, "confirmPasswordResetAction", { token, new_password: NEW_PASSWORD });
      return { client };
    },
  },
  "a reset and the sign-in page": {
    gets: ONE_FACTOR,
    go: async (account) => {
      await reset(account);
      return onPage(account, NEW_PASSWORD);
    },
  },
  "an invitation, with what the sign-in page gave": {
    gets: ONE_FACTOR,
    go: async (account) => {
      const { client } = await onPage(account);
      const { id: organizationId } = await db.organization.create({
        data: { slug: `org-${randomUUID().slice(0, 13)}`, name: "Another" },
        select: { id: true },
      });
      const invitation = await db.invitation.create({
        data: { organizationId, email: account.email, role: "member", expiresAt: new Date(Date.now() + 60_000) },
        select: { id: true },
      });
      await client.request(`${API}/organizations/invitations/accept`, { json: { invitation_id: invitation.id } });
      return { client };
    },
  },
  "registering again": {
    gets: NOTHING,
    go: async ({ email }) => {
      const client = portal.client();
      await callAction(client, "registerAction", { email, password: PASSWORD });
      return { client };
    },
  },
};

describe.each(Object.entries(WAYS))("%s", (_way, { gets, go }) => {
  test("lets in exactly those who owe nothing more", async () => {
    const kinds = Object.entries(ACCOUNTS);
    const reached = await Promise.all(
      kinds.map(async ([kind, shape]) => {
        const account = await newAccount(shape);
        return [kind, await reach(account, await go(account))];
      }),
    );
    expect(Object.fromEntries(reached)).toEqual(gets);
  });
});

test("the set-up lets nobody in by itself, nor past a second factor that somebody planted on the address, and makes one administrator", async () => {
  const token = new URL(portal.setupUrl ?? "").searchParams.get("token");
  const planted = await newAccount({ factor: "totp" });
  await db.user.update({ where: { id: planted.id }, data: { emailVerified: null }, select: { id: true } });
  const client = portal.client();
  const finish = (email: string) => callAction(client, "completeSetupAction", { token, email, password: NEW_PASSWORD });
  expect((await finish(planted.email)).result?.ok).toBe(true);
  expect([await reach(planted, { client }), await reach(planted, await onPage(planted))]).toEqual(["nobody", "nobody"]);
  expect(await reach(planted, await onPage(planted, NEW_PASSWORD))).toBe("inside");
  const another = await newAccount({});
  expect((await finish(another.email)).result?.ok).toBe(false);
  expect(await reach(another, await onPage(another, NEW_PASSWORD))).toBe("nobody");
});

describe("steps", () => {
  const refused = async (answer: Promise<{ status: number; body: { data?: unknown } }>) => {
    const { status, body } = await answer;
    expect([401, 403, 422]).toContain(status);
    expect(tokenOf(body.data)).toBeNull();
  };
  const send = async (token: unknown, account: Account) =>
    post("mfa/verify", { pre_auth_token: token, method: "totp", code: await code(account) });

  test("out of order open nothing: a code before the password, an exchange before the code", async () => {
    const ana = await newAccount({ factor: "totp" });
    for (const token of ["", "A".repeat(43), null]) await refused(send(token, ana));
    const { client } = { client: portal.client() };
    expect((await callAction(client, "verifySecondFactorAction", { method: "totp", code: await code(ana) })).result?.ok).toBe(false);
    expect(await reach(ana, { client })).toBe("nobody");
    const { pre_auth_token } = await begin(ana, { exchange: true });
    await refused(post("session-exchange", { pre_auth_token }));
    expect(await db.session.count({ where: { userId: ana.id } })).toBe(0);
  });

  test("of two sign-ins mixed open nothing: another's code, another's sign-in, a page's in a program and the other way round", async () => {
    const [ana, ben] = [await newAccount({ factor: "totp" }), await newAccount({ factor: "totp" })];
    await refused(send((await begin(ana)).pre_auth_token, ben));
    const [page, program] = [await onPage(ana), await begin(ana)];
    await refused(send(page.client.cookies.get("portico.signin"), ana));
    const other = await onPage(ben);
    for (const token of [String(program.pre_auth_token), page.client.cookies.get("portico.signin") ?? ""]) {
      const { client } = { client: portal.client() };
      client.cookies.set("portico.signin", token);
      // Ben's code does not finish Ana's sign-in, and a program's sign-in is no browser's.
      const whose = token === program.pre_auth_token ? ana : ben;
      await callAction(client, "verifySecondFactorAction", { method: "totp", code: await code(whose) });
      expect(await reach(ana, { client })).toBe("nobody");
    }
    await callAction(other.client, "verifySecondFactorAction", { method: "totp", code: await code(ben) });
    expect(await reach(ben, other)).toBe("inside");
    expect(await db.session.count({ where: { userId: ana.id } })).toBe(0);
  });

  test("replayed open nothing: a token that was used, a code that was used, by page and program", async () => {
    const ana = await newAccount({ factor: "totp" });
    const { pre_auth_token } = await begin(ana);
    expect(tokenOf((await verify(ana, pre_auth_token)).data)).not.toBeNull();
    await refused(send(pre_auth_token, ana));
    await refused(post("session-exchange", { pre_auth_token }));
    const { client } = await onPage(ana);
    const kept = client.cookies.get("portico.signin") ?? "";
    await callAction(client, "verifySecondFactorAction", { method: "totp", code: await code(ana) });
    expect(await reach(ana, { client })).toBe("inside");
    const again = portal.client();
    again.cookies.set("portico.signin", kept);
    await callAction(again, "verifySecondFactorAction", { method: "totp", code: await code(ana) });
    expect(await reach(ana, { client: again })).toBe("nobody");
    const [first, second] = [await begin(ana), await begin(ana)];
    const sent = { method: "totp", code: await code(ana) };
    expect((await post("mfa/verify", { ...sent, pre_auth_token: first.pre_auth_token })).status).toBe(200);
    await refused(post("mfa/verify", { ...sent, pre_auth_token: second.pre_auth_token }));
  });

  test("of a sign-in end with what it stood on: the password, the account", async () => {
    const [ana, ben] = [await newAccount({ factor: "totp" }), await newAccount({ factor: "totp" })];
    const [begun, stopped] = [await begin(ana), await begin(ben)];
    await reset(ana);
    await db.user.update({ where: { id: ben.id }, data: { isActive: false }, select: { id: true } });
    await refused(send(begun.pre_auth_token, ana));
    await refused(send(stopped.pre_auth_token, ben));
  });
});
