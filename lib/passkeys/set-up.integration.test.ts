import { beforeEach, expect, it } from "vitest";
import { confirmVerification } from "@/lib/accounts/email-verification";
import { findAndMail } from "@/lib/accounts/find-and-mail";
import { hashSetUp } from "@/lib/accounts/passkey-set-up";
import { register, registerForPasskey } from "@/lib/accounts/registration";
import { randomToken } from "@/lib/crypto";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { hashLinkToken } from "@/lib/one-time-secret";
import { beginSetUp, finishSetUp } from "@/lib/passkeys/set-up";
import { anonymous, newPerson, outcomeOf, outcomesOf } from "@/test/organization";
import { Authenticator } from "@/test/passkey";

let email: string;
let holder: string;
let callers = 0;
const somebody = () => {
  callers += 1;
  return { ...anonymous, context: { ...anonymous.context, ip: `2001:db8:${callers.toString(16)}::3` } };
};

beforeEach(() => {
  email = `ana-${randomToken().slice(0, 8).toLowerCase()}@example.test`;
  holder = randomToken();
});

/** The newest mail that waits for this address, as if its job had made it; its link's token. */
async function mail(whose = holder): Promise<string> {
  const token = randomToken();
  const row = await db.oneTimeToken.findFirstOrThrow({
    where: { email, setUpHash: whose === "" ? null : hashSetUp(whose), consumedAt: null },
    orderBy: { id: "desc" },
  });
  await db.oneTimeToken.update({ where: { id: row.id }, data: { tokenHash: hashLinkToken(token) } });
  return token;
}
const confirm = (token: string) => confirmVerification(somebody(), { token });
const begin = async (whose = holder) => (await beginSetUp(somebody(), whose)).public_key;
const account = () => db.user.findUniqueOrThrow({ where: { email }, include: { passkeys: true } });

it("the first passkey is made once the address is proven, in the browser that registered, once", async () => {
  expect(await registerForPasskey(somebody(), { email }, holder)).toEqual({ email, status: "pending_verification" });
  expect(await outcomeOf(begin()), "before the proof").toBe("TOKEN_EXPIRED");
  expect(await confirm(await mail())).toMatchObject({ status: "verified", needs_passkey: true });
  expect(await outcomeOf(begin(randomToken())), "another browser").toBe("TOKEN_EXPIRED");
  expect(await outcomeOf(beginSetUp(somebody(), ""))).toBe("TOKEN_EXPIRED");
  const authenticator = new Authenticator(env.APP_URL);
  const unverified = authenticator.create(await begin(), { verified: false });
  expect(await outcomeOf(finishSetUp(somebody(), holder, unverified))).toBe("INVALID_CREDENTIALS");
  const response = authenticator.create(await begin());
  const second = new Authenticator(env.APP_URL).create(await begin());
  const outcomes = await outcomesOf([response, response, second].map((made) => finishSetUp(somebody(), holder, made)));
  expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
  expect(await account()).toMatchObject({ passwordHash: null, passkeys: [{ name: "iCloud Keychain" }] });
  expect(await outcomeOf(begin()), "afterwards").toBe("TOKEN_EXPIRED");
});

it("runs out half an hour after the proof, and another mail of the same registration opens it as well", async () => {
  await registerForPasskey(somebody(), { email }, holder);
  await findAndMail({ email, purpose: "verify_email" });
  await confirm(await mail());
  expect(await outcomeOf(begin())).toBe("accepted");
  await db.oneTimeToken.updateMany({ where: { email, setUpUntil: { not: null } }, data: { setUpUntil: new Date() } });
  expect(await outcomeOf(begin())).toBe("TOKEN_EXPIRED");
});

it("a password and a passkey that somebody planted are gone, and their browser makes none", async () => {
  const planted = randomToken();
  await register(somebody(), { email, password: "Ein-fremdes-Wort-im-Nebel-7" });
  await registerForPasskey(somebody(), { email }, planted);
  await registerForPasskey(somebody(), { email }, holder);
  const { id: userId } = await account();
  const key = { credentialId: Buffer.from(planted), publicKey: Buffer.from("x"), aaguid: crypto.randomUUID(), name: "Planted" };
  await db.passkey.create({ data: { ...key, userId, isSynced: true, isBackedUp: true } });
  await confirm(await mail());
  expect(await account()).toMatchObject({ passwordHash: null, passkeys: [] });
  expect(await outcomeOf(begin(planted))).toBe("TOKEN_EXPIRED");
  expect(await outcomeOf(begin())).toBe("accepted");
});

it("an address that is known is answered alike, and nothing of its account changes", async () => {
  const ana = await newPerson("Ana");
  email = ana.email;
  expect(await registerForPasskey(somebody(), { email }, holder)).toEqual({ email, status: "pending_verification" });
  expect(await outcomeOf(begin())).toBe("TOKEN_EXPIRED");
  expect(await account()).toMatchObject({ id: ana.userId, name: "Ana", passkeys: [] });
});
