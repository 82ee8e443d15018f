import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor, SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { addPasskey, beginPasskey } from "@/lib/passkeys/enrolment";
import { hashPassword } from "@/lib/passwords/hash";
import { logIn } from "@/lib/signin/login";
import { passkeyOptions } from "@/lib/signin/passkey";
import { passkeyFactorOptions } from "@/lib/signin/passkey-factor";
import { verifySecondFactor } from "@/lib/signin/second-factor";
import { anonymous, newSignedIn, outcomeOf, outcomesOf } from "@/test/organization";
import { Authenticator } from "@/test/passkey";

const password = "lamp and river";
let passwordHash: string;
let callers = 0;
const somebody = (): Actor => {
  callers += 1;
  return { ...anonymous, context: { ...anonymous.context, ip: `2001:db8:${callers.toString(16)}::4` } };
};

async function newOwner(name: string): Promise<{ person: SessionActor; key: Authenticator }> {
  const person = await newSignedIn(name);
  const key = new Authenticator(env.APP_URL);
  const { public_key } = await beginPasskey(person, {});
  await addPasskey(person, { response: key.create(public_key) });
  await db.user.update({ where: { id: person.userId }, data: { passwordHash, secondFactor: true } });
  await db.session.deleteMany({ where: { userId: person.userId } });
  return { person, key };
}

let ana: SessionActor;
let phone: Authenticator;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  const { person, key } = await newOwner("Ana");
  ana = person;
  phone = key;
});

async function begin(person = ana) {
  const answer = await logIn(somebody(), { email: person.email, password, remember_me: false, exchange: false });
  if (answer.status !== "mfa_required") throw new Error(answer.status);
  expect(answer.methods).toContain("passkey");
  return answer.pre_auth_token;
}
const optionsFor = async (token: string) => (await passkeyFactorOptions(somebody(), { pre_auth_token: token })).public_key;
const verify = (token: string, response: ReturnType<Authenticator["sign"]>) =>
  verifySecondFactor(somebody(), { pre_auth_token: token, method: "passkey", response });

it("a passkey is the second factor of a sign-in by password, once", async () => {
  const token = await begin();
  const options = await optionsFor(token);
  expect(options.allowCredentials.map(({ id }) => id)).toEqual([phone.id]);
  const response = phone.sign(options);
  const outcomes = await outcomesOf(Array.from({ length: 5 }, () => verify(token, response)));
  expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
  const session = await db.session.findFirstOrThrow({ where: { userId: ana.userId } });
  expect(session.amr).toEqual(["pwd", "swk", "user", "mfa"]);
});

it("is refused over another sign-in's challenge, by another person's key, and without the person", async () => {
  const [token, other] = [await begin(), await begin()];
  const elsewhere = phone.sign(await optionsFor(other));
  expect(await outcomeOf(verify(token, elsewhere))).toBe("INVALID_CREDENTIALS");
  const { public_key } = await passkeyOptions(somebody(), {});
  expect(await outcomeOf(verify(token, phone.sign(public_key))), "a sign-in's challenge").toBe("INVALID_CREDENTIALS");
  const eve = await newOwner("Eve");
  expect(await outcomeOf(verify(token, eve.key.sign(await optionsFor(token))))).toBe("INVALID_CREDENTIALS");
  expect(await outcomeOf(verify(token, phone.sign(await optionsFor(token), { verified: false })))).toBe("INVALID_CREDENTIALS");
  expect(await outcomeOf(passkeyFactorOptions(somebody(), { pre_auth_token: "none" }))).toBe("TOKEN_REVOKED");
  expect(await db.session.count({ where: { userId: ana.userId } })).toBe(0);
  expect(await db.auditEvent.count({ where: { action: "factor.failed", targetId: ana.userId } })).toBe(4);
});
