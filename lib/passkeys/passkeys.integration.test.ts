import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { addPasskey, beginPasskey } from "@/lib/passkeys/enrolment";
import { closePasskeyOffer, isPasskeyOffered, listPasskeys, renamePasskey } from "@/lib/passkeys/passkeys";
import { removePasskey } from "@/lib/passkeys/removal";
import { hashPassword } from "@/lib/passwords/hash";
import { newPerson, outcomeOf, outcomesOf } from "@/test/organization";
import { Authenticator } from "@/test/passkey";
import { noticesOf } from "@/test/queue";

const password = "lamp and river";
let passwordHash: string;
let ana: SessionActor;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

async function newSession(userId: string, amr = ["pwd"]): Promise<string> {
  const at = new Date(Date.now() + 60_000);
  const data = { sessionToken: crypto.randomUUID(), userId, amr, expires: at, absoluteExpiresAt: at, idleSeconds: 60, authTime: at };
  return (await db.session.create({ data, select: { id: true } })).id;
}

async function newOwner(name: string): Promise<SessionActor> {
  const person = await newPerson(name);
  await db.user.update({ where: { id: person.userId }, data: { passwordHash } });
  return { ...person, sessionId: await newSession(person.userId) };
}

beforeEach(async () => {
  ana = await newOwner("Ana");
});

const begin = async (actor = ana) => (await beginPasskey(actor, { current_password: password })).public_key;
async function add(actor = ana, authenticator = new Authenticator(env.APP_URL)) {
  return addPasskey(actor, { response: authenticator.create(await begin(actor)) });
}
const amrOf = async (id: string) => (await db.session.findUniqueOrThrow({ where: { id } })).amr;

describe("adding a passkey", () => {
  it("ends the other sessions, proves both factors here, is named by its authenticator, and is told", async () => {
    const other = await newSession(ana.userId);
    expect(await isPasskeyOffered(ana)).toBe(true);
    const { passkey, sessions_ended: ended } = await add();
    expect(passkey).toMatchObject({ name: "iCloud Keychain", synced: true, last_used_at: null });
    expect([ended, await db.session.count({ where: { id: other } })]).toEqual([1, 0]);
    expect(await amrOf(ana.sessionId)).toEqual(["pwd", "swk", "user", "mfa"]);
    expect(await listPasskeys(ana)).toEqual({ passkeys: [passkey] });
    expect(await noticesOf(ana.userId)).toEqual(["passkey_added"]);
    expect(await isPasskeyOffered(ana)).toBe(false);
    expect((await begin()).excludeCredentials, "the device is not asked for a second one").toHaveLength(1);
    expect(await db.user.findUnique({ where: { id: ana.userId }, select: { secondFactor: true } })).toEqual({ secondFactor: false });
  });

  it("needs a fresh proof of who it is", async () => {
    expect(await outcomeOf(beginPasskey(ana, { current_password: "wrong" }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(beginPasskey(ana, {})), "just signed in").toBe("accepted");
    const stale = { ...ana, authTime: new Date(Date.now() - 11 * 60_000) };
    await db.session.update({ where: { id: ana.sessionId }, data: { authTime: stale.authTime } });
    expect(await outcomeOf(beginPasskey(stale, {}))).toBe("STEP_UP_REQUIRED");
    expect(await outcomeOf(beginPasskey(stale, { current_password: password }))).toBe("accepted");
  });

  it("refuses what was not made here, now, for this portal, by somebody who was verified", async () => {
    const authenticator = new Authenticator(env.APP_URL);
    const made = async (other: Parameters<Authenticator["create"]>[1]) =>
      outcomeOf(addPasskey(ana, { response: authenticator.create(await begin(), other) }));
    expect(await made({ origin: "https://evil.test" })).toBe("INVALID_CREDENTIALS");
    expect(await made({ rpId: "evil.test" })).toBe("INVALID_CREDENTIALS");
    expect(await made({ verified: false })).toBe("INVALID_CREDENTIALS");
    expect(await made({ type: "webauthn.get" })).toBe("INVALID_CREDENTIALS");
    expect(await made({ challenge: Buffer.alloc(32).toString("base64url") })).toBe("INVALID_CREDENTIALS");
    const eve = await newOwner("Eve");
    const stolen = authenticator.create(await begin(ana));
    expect(await outcomeOf(addPasskey(eve, { response: stolen })), "another person's").toBe("INVALID_CREDENTIALS");
    const elsewhere = { ...ana, sessionId: await newSession(ana.userId) };
    expect(await outcomeOf(addPasskey(elsewhere, { response: stolen })), "another session's").toBe("INVALID_CREDENTIALS");
    const old = authenticator.create(await begin(ana));
    await db.passkeyChallenge.updateMany({ where: { userId: ana.userId }, data: { expiresAt: new Date() } });
    expect(await outcomeOf(addPasskey(ana, { response: old })), "too late").toBe("INVALID_CREDENTIALS");
    expect(await listPasskeys(ana)).toEqual({ passkeys: [] });
  });

  it("sent many times at once counts once, and nobody adds somebody else's", async () => {
    const authenticator = new Authenticator(env.APP_URL);
    const response = authenticator.create(await begin());
    const outcomes = await outcomesOf(Array.from({ length: 10 }, () => addPasskey(ana, { response })));
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    const eve = await newOwner("Eve");
    expect(await outcomeOf(add(eve, authenticator))).toBe("CONFLICT");
    expect((await listPasskeys(eve)).passkeys).toEqual([]);
  });

  it("is offered until there is one or the offer is put away", async () => {
    await closePasskeyOffer(ana);
    expect(await isPasskeyOffered(ana)).toBe(false);
  });
});

describe("taking it away", () => {
  it("needs the password, ends other sessions, and leaves this one resting on nothing that is gone", async () => {
    const { passkey } = await add();
    expect(await outcomeOf(removePasskey(ana, { id: passkey.id, current_password: "wrong" }))).toBe("VALIDATION_ERROR");
    expect(await removePasskey(ana, { id: passkey.id, current_password: password })).toEqual({ sessions_ended: 0 });
    expect(await amrOf(ana.sessionId)).toEqual(["pwd"]);
    expect(await noticesOf(ana.userId)).toEqual(["passkey_added", "passkey_removed"]);
    expect(await outcomeOf(removePasskey(ana, { id: passkey.id, current_password: password }))).toBe("NOT_FOUND");
  });

  it("refuses the only way in, also when the last two go at once", async () => {
    const [first, second] = [await add(), await add()];
    await db.user.update({ where: { id: ana.userId }, data: { passwordHash: null } });
    const outcomes = await outcomesOf([first, second].map(({ passkey }) => removePasskey(ana, { id: passkey.id })));
    expect(outcomes.sort()).toEqual(["CONFLICT", "accepted"]);
    await db.account.create({ data: { userId: ana.userId, type: "oauth", provider: "github", providerAccountId: ana.userId } });
    const [left] = (await listPasskeys(ana)).passkeys;
    expect(await outcomeOf(removePasskey(ana, { id: left?.id ?? "" }))).toBe("accepted");
  });

  it("and renaming is nobody else's", async () => {
    const { passkey } = await add();
    const eve = await newOwner("Eve");
    expect(await outcomeOf(renamePasskey(eve, { id: passkey.id, name: "Mine" }))).toBe("NOT_FOUND");
    expect(await outcomeOf(removePasskey(eve, { id: passkey.id, current_password: password }))).toBe("NOT_FOUND");
    expect(await renamePasskey(ana, { id: passkey.id, name: "Old phone" })).toMatchObject({ name: "Old phone" });
  });
});
