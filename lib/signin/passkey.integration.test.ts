import { decodeJwt } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor, SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { addPasskey, beginPasskey } from "@/lib/passkeys/enrolment";
import { beginPasskeySignIn, logInWithPasskey, passkeyOptions, signInWithPasskey } from "@/lib/signin/passkey";
import { exchangeSession } from "@/lib/signin/session-exchange";
import { anonymous, join, newOrganization, newPerson, openSession, outcomeOf, outcomesOf } from "@/test/organization";
import { Authenticator } from "@/test/passkey";

/** Each caller from an address of its own: it is not the limits that are tried here. */
let callers = 0;
const somebody = (): Actor => {
  callers += 1;
  return { ...anonymous, context: { ...anonymous.context, ip: `2001:db8:${callers.toString(16)}::2` } };
};

let ana: SessionActor;
let phone: Authenticator;

async function register(person: SessionActor, authenticator: Authenticator): Promise<void> {
  const { public_key } = await beginPasskey(person, {});
  await openSession(person);
  await addPasskey(person, { response: authenticator.create(public_key) });
  await db.session.deleteMany({ where: { id: person.sessionId } });
}

beforeEach(async () => {
  ana = await newPerson("Ana");
  phone = new Authenticator(env.APP_URL);
  await register(ana, phone);
});

const program = { remember_me: false, exchange: false };
type Deviations = Parameters<Authenticator["sign"]>[1];
async function logIn(other: Deviations = {}, { authenticator = phone, email }: { authenticator?: Authenticator; email?: string } = {}) {
  const { public_key, ceremony_token } = await passkeyOptions(somebody(), { email });
  return logInWithPasskey(somebody(), { ...program, ceremony_token, response: authenticator.sign(public_key, other) });
}
const sessionsOf = (person: SessionActor) => db.session.count({ where: { userId: person.userId } });

describe("a sign-in by passkey", () => {
  it("gives a program tokens that say that both factors were proven", async () => {
    await db.user.update({ where: { id: ana.userId }, data: { secondFactor: true } });
    const answer = await logIn();
    if (answer.status !== "complete") throw new Error(answer.status);
    expect(answer.user).toMatchObject({ id: ana.userId });
    const session = await db.session.findFirstOrThrow({ where: { userId: ana.userId } });
    expect(session.amr).toEqual(["swk", "user", "mfa"]);
    expect(decodeJwt(answer.access_token)).toMatchObject({ sub: ana.userId });
    expect(await db.auditEvent.findFirst({ where: { action: "session.created", targetId: ana.userId } })).toMatchObject({
      details: { method: "passkey" },
    });
    expect((await db.passkey.findFirstOrThrow({ where: { userId: ana.userId } })).lastUsedAt).not.toBeNull();
  });

  it("gives a browser a session, whose challenge is that browser's alone", async () => {
    const options = await beginPasskeySignIn(somebody(), "browser");
    const response = phone.sign(options);
    const elsewhere = { response, remember_me: false, holder: "another", device: null };
    expect(await outcomeOf(signInWithPasskey(somebody(), elsewhere))).toBe("INVALID_CREDENTIALS");
    expect(await sessionsOf(ana)).toBe(0);
    const step = await signInWithPasskey(somebody(), { ...elsewhere, holder: "browser" });
    expect(step).toMatchObject({ status: "complete", session: { kind: "browser" } });
    expect(await outcomeOf(signInWithPasskey(somebody(), { ...elsewhere, holder: "browser" })), "again").toBe("INVALID_CREDENTIALS");
  });

  it("leads on to the choice of an organization, as a password does", async () => {
    const organization = await newOrganization({ owner: await newPerson("Olga") });
    await join(organization, ana, "member");
    const { public_key, ceremony_token } = await passkeyOptions(somebody(), {});
    const answer = await logInWithPasskey(somebody(), { ...program, exchange: true, ceremony_token, response: phone.sign(public_key) });
    if (answer.status !== "organization_selection") throw new Error(answer.status);
    expect(await sessionsOf(ana)).toBe(0);
    const { answer: exchanged } = await exchangeSession(somebody(), {
      pre_auth_token: answer.pre_auth_token,
      organization_id: organization,
    });
    expect(exchanged.organization?.id).toBe(organization);
  });

  it("takes one of ten that send the same answer at once", async () => {
    const { public_key, ceremony_token } = await passkeyOptions(somebody(), {});
    const response = phone.sign(public_key);
    const outcomes = await outcomesOf(
      Array.from({ length: 10 }, () => logInWithPasskey(somebody(), { ...program, ceremony_token, response })),
    );
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(await sessionsOf(ana)).toBe(1);
  });
});

describe("is refused with 401, and opens nothing", () => {
  const wrong: [string, Deviations][] = [
    ["over a challenge that was never given", { challenge: Buffer.alloc(32, 7).toString("base64url") }],
    ["from another site", { origin: "https://evil.test" }],
    ["from another port of this host", { origin: "http://localhost:1" }],
    ["for another portal", { rpId: "evil.test" }],
    ["without the person being verified", { verified: false }],
    ["when it is no sign-in", { type: "webauthn.create" }],
    ["with somebody else's handle", { userHandle: "AAAAAAAAAAAAAAAAAAAAAA" }],
  ];
  it.each(wrong)("%s", async (_what, other) => {
    expect(await outcomeOf(logIn(other))).toBe("INVALID_CREDENTIALS");
    expect(await sessionsOf(ana)).toBe(0);
  });

  it("over a challenge that was used, that ran out, of another sign-in, or of another ceremony", async () => {
    const { public_key, ceremony_token } = await passkeyOptions(somebody(), {});
    const response = phone.sign(public_key);
    const send = (token: string) => outcomeOf(logInWithPasskey(somebody(), { ...program, ceremony_token: token, response }));
    const other = await passkeyOptions(somebody(), {});
    expect(await send(other.ceremony_token)).toBe("INVALID_CREDENTIALS");
    await db.passkeyChallenge.updateMany({ data: { expiresAt: new Date() } });
    expect(await send(ceremony_token)).toBe("INVALID_CREDENTIALS");
    const adding = (await beginPasskey(ana, {})).public_key;
    const signed = phone.sign(adding);
    for (const holder of [ana.sessionId, ceremony_token]) {
      expect(await outcomeOf(logInWithPasskey(somebody(), { ...program, ceremony_token: holder, response: signed }))).toBe(
        "INVALID_CREDENTIALS",
      );
    }
    expect(await sessionsOf(ana)).toBe(0);
  });

  it("signed by a key that nobody has, or by another one than the credential's", async () => {
    expect(await outcomeOf(logIn({}, { authenticator: new Authenticator(env.APP_URL) }))).toBe("INVALID_CREDENTIALS");
    const { public_key, ceremony_token } = await passkeyOptions(somebody(), {});
    const { response } = new Authenticator(env.APP_URL).sign(public_key);
    const forged = { id: phone.id, rawId: phone.id, type: "public-key" as const, response };
    expect(await outcomeOf(logInWithPasskey(somebody(), { ...program, ceremony_token, response: forged }))).toBe("INVALID_CREDENTIALS");
  });

  it("with a counter that does not rise, which is recorded", async () => {
    const key = new Authenticator(env.APP_URL, "hardware");
    await register(ana, key);
    expect(await outcomeOf(logIn({}, { authenticator: key }))).toBe("accepted");
    expect((await db.session.findFirstOrThrow({ where: { userId: ana.userId } })).amr).toEqual(["hwk", "user", "mfa"]);
    for (const counter of [1, 0]) expect(await outcomeOf(logIn({ counter }, { authenticator: key }))).toBe("INVALID_CREDENTIALS");
    expect(await db.auditEvent.count({ where: { action: "passkey.counter_refused", targetId: ana.userId } })).toBe(2);
    expect(await sessionsOf(ana)).toBe(1);
    expect(await outcomeOf(logIn({ counter: 9 }, { authenticator: key }))).toBe("accepted");
  });
});

describe("an address that is named", () => {
  it("is answered alike whoever it belongs to, and only its own passkey will do", async () => {
    const ben = await newPerson("Ben");
    await db.user.update({ where: { id: ben.userId }, data: { isActive: false } });
    const answers = await Promise.all(
      [ana.email, ben.email, "nobody@example.test"].map(async (email) => (await passkeyOptions(somebody(), { email })).public_key),
    );
    const shapes = answers.map(({ challenge, ...rest }) => ({ ...rest, challenge: challenge.length }));
    expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1);
    expect(await outcomeOf(logIn({}, { email: ben.email }))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(logIn({}, { email: ana.email }))).toBe("accepted");
  });

  it("is told that the account is disabled only by its passkey", async () => {
    await db.user.update({ where: { id: ana.userId }, data: { isActive: false } });
    expect(await outcomeOf(logIn())).toBe("ACCOUNT_DISABLED");
    expect(await outcomeOf(logIn({ verified: false }))).toBe("INVALID_CREDENTIALS");
  });
});
