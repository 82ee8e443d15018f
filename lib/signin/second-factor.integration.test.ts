import { decodeJwt } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor, SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { beginTotp, confirmTotp } from "@/lib/factors/enrolment";
import type { CodeMethod } from "@/lib/factors/factors.schema";
import { hashPassword } from "@/lib/passwords/hash";
import { portalAdapter } from "@/lib/sessions/nextauth-adapter";
import { logIn, logInWithForm } from "@/lib/signin/login";
import { openBrowserSession, openExchangedSession, openProgramSession } from "@/lib/signin/open-session";
import { signInWithPassword } from "@/lib/signin/password";
import { provePassword } from "@/lib/signin/prove-password";
import { awaitOwedSteps, finishBrowserSignIn, verifySecondFactor, waitingFor } from "@/lib/signin/second-factor";
import { exchangeSession } from "@/lib/signin/session-exchange";
import { findPreAuth } from "@/lib/tokens/pre-auth-token";
import { codeOf, forgetSteps } from "@/test/authenticator";
import { anonymous, join, newOrganization, newPerson, newSignedIn, outcomeOf, outcomesOf } from "@/test/organization";
import { noticesOf } from "@/test/queue";

const password = "lamp and river";
let passwordHash: string;
let ana: SessionActor;
let secret: string;
let recoveryCodes: string[];

/** Each caller from an address of its own: it is not the limits that are tried here. */
let callers = 0;
const somebody = (): Actor => {
  callers += 1;
  return { ...anonymous, context: { ...anonymous.context, ip: `2001:db8:${callers.toString(16)}::1` } };
};

async function newPersonWithFactor(): Promise<SessionActor> {
  const person = await newSignedIn("Ana");
  await db.user.update({ where: { id: person.userId }, data: { passwordHash } });
  const begun = await beginTotp(person, { name: "Phone", current_password: password });
  secret = begun.secret;
  recoveryCodes = (await confirmTotp(person, { id: begun.id, code: codeOf(secret) })).recovery_codes ?? [];
  await forgetSteps(person.userId);
  await db.session.deleteMany({ where: { userId: person.userId } });
  return person;
}

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  ana = await newPersonWithFactor();
});

const logInAs = (person: SessionActor, more: { exchange?: boolean } = {}) =>
  logIn(somebody(), { email: person.email, password, remember_me: false, exchange: false, ...more });
const begin = async (more: { exchange?: boolean } = {}) => {
  const answer = await logInAs(ana, more);
  if (answer.status !== "mfa_required") throw new Error(`The sign-in ended in ${answer.status}.`);
  return answer.pre_auth_token;
};
const beginInBrowser = async () => {
  const step = await signInWithPassword(somebody(), { identifier: ana.email, password, remember_me: false });
  if (step.status !== "mfa_required") throw new Error(`The sign-in ended in ${step.status}.`);
  return step.preAuthToken;
};
const verify = (token: string, code: string, method: CodeMethod = "totp") =>
  verifySecondFactor(somebody(), { pre_auth_token: token, method, code });
const sessionsOf = (person: SessionActor) => db.session.count({ where: { userId: person.userId } });

describe("no way in leaves the second factor out", () => {
  const ways: [string, () => Promise<unknown>][] = [
    ["a program's sign-in", () => logInAs(ana)],
    ["a program's sign-in with exchange", () => logInAs(ana, { exchange: true })],
    ["the OAuth password form", () => logInWithForm(somebody(), { username: ana.email, password })],
    ["a browser's sign-in", () => signInWithPassword(somebody(), { identifier: ana.email, password, remember_me: true })],
    ["another provider's sign-in", () => awaitOwedSteps(somebody(), ana.userId, "google", null)],
    [
      "another provider's session",
      async () => portalAdapter().createSession?.({ sessionToken: "t", userId: ana.userId, expires: new Date() }),
    ],
    ["the exchange before the factor", async () => exchangeSession(somebody(), { pre_auth_token: await begin({ exchange: true }) })],
    ["the exchange of a sign-in that was none", async () => exchangeSession(somebody(), { pre_auth_token: await begin() })],
    ["the exchange of a browser's sign-in", async () => exchangeSession(somebody(), { pre_auth_token: await beginInBrowser() })],
    [
      "the opening of a browser's session",
      async () => openBrowserSession(somebody(), await provePassword(somebody(), ana.email, password), "browser"),
    ],
    [
      "the opening of a program's session",
      async () =>
        openProgramSession(somebody(), await provePassword(somebody(), ana.email, password), { kind: "program", deviceName: null }),
    ],
    [
      "the opening of an exchanged session",
      async () =>
        openExchangedSession(somebody(), await findPreAuth(await begin()), {
          person: ana && { id: ana.userId, ...ana },
          organizationId: null,
        }),
    ],
  ];
  it.each(ways)("%s opens nothing", async (_name, way) => {
    await way().catch(() => undefined);
    expect(await sessionsOf(ana)).toBe(0);
  });

  it("and each says what is owed", async () => {
    expect(await logInAs(ana)).toMatchObject({ status: "mfa_required", methods: ["totp", "recovery_code"], expires_in: 600 });
    expect(await outcomeOf(logInWithForm(somebody(), { username: ana.email, password }))).toBe("STEP_UP_REQUIRED");
    expect(await outcomeOf(exchangeSession(somebody(), { pre_auth_token: await begin({ exchange: true }) }))).toBe("STEP_UP_REQUIRED");
  });

  it("also where the factor came while the sign-in was under way", async () => {
    const eve = await newPerson("Eve");
    await db.user.update({ where: { id: eve.userId }, data: { passwordHash } });
    const proven = await provePassword(somebody(), eve.email, password);
    await db.user.update({ where: { id: eve.userId }, data: { secondFactor: true } });
    expect(await outcomeOf(openBrowserSession(somebody(), proven, "browser"))).toBe("INVALID_CREDENTIALS");
    expect(await sessionsOf(eve)).toBe(0);
  });
});

describe("a code", () => {
  it("finishes a program's sign-in, and the tokens say what was proven", async () => {
    const answer = await verify(await begin(), codeOf(secret));
    if (answer.status !== "complete") throw new Error(answer.status);
    expect(decodeJwt(answer.access_token)).toMatchObject({ sub: ana.userId, amr: ["pwd", "otp", "mfa"] });
    expect(await db.session.findMany({ where: { userId: ana.userId }, select: { amr: true } })).toEqual([{ amr: ["pwd", "otp", "mfa"] }]);
  });

  it("finishes a browser's sign-in", async () => {
    const token = await beginInBrowser();
    expect(await waitingFor(token)).toBe("mfa_required");
    const step = await finishBrowserSignIn(somebody(), { pre_auth_token: token, method: "totp", code: codeOf(secret) }, null);
    if (step.status !== "complete") throw new Error(step.status);
    expect(step.session.kind).toBe("browser");
    const refreshTokens = await db.refreshToken.count({ where: { sessionId: step.session.id } });
    expect([await sessionsOf(ana), await waitingFor(token), refreshTokens]).toEqual([1, null, 0]);
  });

  it("finishes the sign-in with another provider", async () => {
    const token = (await awaitOwedSteps(somebody(), ana.userId, "google", null)) ?? "";
    await finishBrowserSignIn(somebody(), { pre_auth_token: token, method: "totp", code: codeOf(secret) }, null);
    const select = { amr: true, provider: true } as const;
    const opened = [{ amr: ["fed", "otp", "mfa"], provider: "google" }];
    expect(await db.session.findMany({ where: { userId: ana.userId }, select })).toEqual(opened);
  });

  it("leads on to the choice of an organization where one is to be made", async () => {
    const harbour = await newOrganization({ owner: await newPerson("Olga") });
    await join(harbour, ana, "admin");
    const token = await begin({ exchange: true });
    expect(await verify(token, codeOf(secret))).toMatchObject({
      status: "organization_selection",
      pre_auth_token: token,
      organizations: [{ id: harbour }],
    });
    expect(await sessionsOf(ana)).toBe(0);
    const { answer } = await exchangeSession(somebody(), { pre_auth_token: token, team_id: harbour });
    expect(decodeJwt(answer.access_token)).toMatchObject({ org_id: harbour, amr: ["pwd", "otp", "mfa"] });
  });

  it("that is wrong leaves the token good for another, and is recorded", async () => {
    const token = await begin();
    const wrong = codeOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    expect(await outcomeOf(verify(token, wrong))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(verify(token, "４９２０３９"))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(verify(token, codeOf(secret)))).toBe("accepted");
    expect(await db.auditEvent.count({ where: { action: "factor.failed", targetId: ana.userId } })).toBe(2);
  });

  it("counts once, and none before it", async () => {
    expect(await outcomeOf(verify(await begin(), codeOf(secret)))).toBe("accepted");
    expect(await outcomeOf(verify(await begin(), codeOf(secret)))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(verify(await begin(), codeOf(secret, -1)))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(verify(await begin(), codeOf(secret, 1)))).toBe("accepted");
  });

  it("sent many times at once lets one sign-in through", async () => {
    const tokens = [await begin(), await begin(), await begin(), await begin(), await begin()];
    const outcomes = await outcomesOf(tokens.map((token) => verify(token, codeOf(secret))));
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(await sessionsOf(ana)).toBe(1);
  });

  it("of somebody else is wrong", async () => {
    const token = await begin();
    await newPersonWithFactor();
    expect(await outcomeOf(verify(token, codeOf(secret)))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(verify(token, recoveryCodes[0] ?? "", "recovery_code"))).toBe("INVALID_CREDENTIALS");
  });
});

describe("a recovery code", () => {
  it("lets in once, however it is typed, and its owner is told", async () => {
    const [code = ""] = recoveryCodes;
    const bare = code.replace("-", "");
    expect(await outcomeOf(verify(await begin(), bare, "totp"))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(verify(await begin(), bare, "recovery_code"))).toBe("accepted");
    expect(await outcomeOf(verify(await begin(), bare, "recovery_code"))).toBe("INVALID_CREDENTIALS");
    expect(await noticesOf(ana.userId)).toEqual(["factor_added", "recovery_code_used"]);
  });
});

describe("steps that do not belong together", () => {
  it("a proof in one sign-in is none in another", async () => {
    const [first, second] = [await begin({ exchange: true }), await begin({ exchange: true })];
    await verify(first, codeOf(secret));
    expect(await outcomeOf(exchangeSession(somebody(), { pre_auth_token: second }))).toBe("STEP_UP_REQUIRED");
  });

  it("a sign-in is finished where it was begun, once", async () => {
    const [program, browser] = [await begin(), await beginInBrowser()];
    expect(await outcomeOf(finishBrowserSignIn(somebody(), { pre_auth_token: program, method: "totp", code: codeOf(secret) }, null))).toBe(
      "TOKEN_REVOKED",
    );
    expect(await outcomeOf(verify(browser, codeOf(secret)))).toBe("TOKEN_REVOKED");
    expect(await sessionsOf(ana)).toBe(0);
    // The code was not spent at the wrong door.
    const token = await begin();
    await verify(token, codeOf(secret));
    expect(await outcomeOf(verify(token, codeOf(secret, 1)))).toBe("TOKEN_REVOKED");
  });

  it("a password that was changed meanwhile ends the wait", async () => {
    const token = await begin();
    await db.user.update({ where: { id: ana.userId }, data: { passwordChangedAt: new Date(Date.now() + 1000) } });
    expect(await outcomeOf(verify(token, codeOf(secret)))).toBe("TOKEN_REVOKED");
    expect(await sessionsOf(ana)).toBe(0);
  });
});

it("guesses are counted by account: neither another sign-in nor another address buys more", async () => {
  const wrong = codeOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  const token = await begin();
  for (let guess = 0; guess < 5; guess += 1) expect(await outcomeOf(verify(token, wrong))).toBe("INVALID_CREDENTIALS");
  expect(await outcomeOf(verify(token, codeOf(secret)))).toBe("RATE_LIMITED");
  expect(await outcomeOf(verify(await begin(), codeOf(secret)))).toBe("RATE_LIMITED");
  expect(await outcomeOf(verify(await begin(), recoveryCodes[0] ?? "", "recovery_code"))).toBe("RATE_LIMITED");
  expect(await sessionsOf(ana)).toBe(0);
});

it("who uses the guesses up keeps nobody out who comes with a device of the account, until its owner has forgotten it", async () => {
  const wrong = codeOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  const enter = async (device: string | null, code: string) => {
    const step = await signInWithPassword(somebody(), { identifier: ana.email, password, remember_me: false, device });
    if (step.status === "complete") throw new Error("The second factor was not asked for.");
    return finishBrowserSignIn(somebody(), { pre_auth_token: step.preAuthToken, method: "totp", code }, device);
  };
  const first = await enter(null, codeOf(secret));
  const device = first.status === "complete" ? first.session.device : null;
  for (let guess = 0; guess < 5; guess += 1) await outcomeOf(enter(null, wrong));
  expect(await outcomeOf(enter(null, codeOf(secret, 1)))).toBe("RATE_LIMITED");
  for (let guess = 0; guess < 4; guess += 1) expect(await outcomeOf(enter(device, wrong))).toBe("INVALID_CREDENTIALS");
  expect(await outcomeOf(enter(device, codeOf(secret, 1)))).toBe("accepted");
  await db.device.deleteMany({ where: { userId: ana.userId } });
  expect(await outcomeOf(enter(device, codeOf(secret, 2)))).toBe("RATE_LIMITED");
});
