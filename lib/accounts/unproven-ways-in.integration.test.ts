import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { verifyUser } from "@/lib/accounts/address-administration";
import { createAdministrator } from "@/lib/accounts/administrators";
import { confirmVerification } from "@/lib/accounts/email-verification";
import { findAndMail } from "@/lib/accounts/find-and-mail";
import { confirmPasswordReset } from "@/lib/accounts/password-reset";
import { completeSetup, prepareSetup } from "@/lib/accounts/setup";
import { randomToken } from "@/lib/crypto";
import { db } from "@/lib/db";
import { hashLinkToken } from "@/lib/one-time-secret";
import { type Arrival, arrivingThrough, noteProvenAddress, portalAdapter } from "@/lib/sessions/nextauth-adapter";
import { anonymous, operator } from "@/test/organization";

const PASSWORD = "Nebel-Hafen-2718-dunkelblau";

let email: string;
let userId: string;

/** An account, and everything that opens it or keeps somebody out of it. */
async function addAccount({ emailVerified, passwordHash }: { emailVerified: Date | null; passwordHash: string | null }): Promise<void> {
  email = `ana-${randomUUID().slice(0, 8)}@example.test`;
  const key = { credentialId: Buffer.from(randomUUID()), publicKey: Buffer.from("x"), aaguid: randomUUID(), name: "Key" };
  const made = await db.user.create({
    data: {
      ...{ email, emailVerified, passwordHash, secondFactor: true },
      passkeys: { create: { ...key, isSynced: true, isBackedUp: true } },
      accounts: { create: { type: "oidc", provider: "google", providerAccountId: randomUUID() } },
      authenticators: { create: { name: "Phone", secret: Buffer.from("x"), confirmedAt: new Date() } },
      devices: { create: { nameHash: randomUUID() } },
    },
    select: { id: true },
  });
  userId = made.id;
}

/** A mailed link's token. */
async function mailed(purpose: "verify_email" | "reset_password"): Promise<string> {
  const token = randomToken();
  const expiresAt = new Date(Date.now() + 60_000);
  const own = purpose === "verify_email" ? { passwordHash: "typed with this registration" } : {};
  await db.oneTimeToken.create({ data: { userId, email, purpose, tokenHash: hashLinkToken(token), expiresAt, ...own } });
  return token;
}

/** The token of the mail that waits to be sent. */
async function secretOf(purpose: "verify_email" | "reset_password"): Promise<string> {
  const token = randomToken();
  await db.oneTimeToken.updateManyAndReturn({ where: { userId, purpose, consumedAt: null }, data: { tokenHash: hashLinkToken(token) } });
  return token;
}

async function left() {
  const { _count, secondFactor } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { secondFactor: true, _count: { select: { passkeys: true, accounts: true, authenticators: true, devices: true } } },
  });
  return { ..._count, secondFactor };
}

const NOTHING = { passkeys: 0, accounts: 0, authenticators: 0, devices: 0, secondFactor: false };
const ALL = { passkeys: 1, accounts: 1, authenticators: 1, devices: 1, secondFactor: true };

const PROOFS = {
  "a mailed link": async () => confirmVerification(anonymous, { token: await mailed("verify_email") }),
  "a reset": async () => confirmPasswordReset(anonymous, { token: await mailed("reset_password"), new_password: PASSWORD }),
  "an operator's new password": () => createAdministrator(operator, { email, password: PASSWORD }),
  "an administrator's word": () => verifyUser(operator, { id: userId }),
  "the set-up": async () => {
    await db.user.updateMany({ where: { role: "admin" }, data: { role: "user" } });
    const token = new URL((await prepareSetup()) ?? "").searchParams.get("token") ?? "";
    return completeSetup(anonymous, { token, email, password: PASSWORD });
  },
};

it.each(Object.entries(PROOFS))("%s leaves nothing of whoever had the account before its address was proven", async (_name, prove) => {
  await addAccount({ emailVerified: null, passwordHash: "a stranger's" });
  await prove();
  expect(await left()).toEqual(NOTHING);
});

// A link that proves an address is worth nothing to one that is proven: the test below.
it.each(Object.entries(PROOFS).slice(1))("%s leaves an account that was proven its ways in", async (_name, prove) => {
  await addAccount({ emailVerified: new Date(), passwordHash: "the owner's" });
  await prove();
  expect(await left()).toMatchObject({ passkeys: 1, accounts: 1, authenticators: 1, secondFactor: true });
});

it("a link that comes too late takes nothing", async () => {
  await addAccount({ emailVerified: new Date(), passwordHash: "the owner's" });
  const token = await mailed("verify_email");
  await expect(confirmVerification(anonymous, { token })).rejects.toMatchObject({ type: "TOKEN_EXPIRED" });
  expect(await left()).toEqual(ALL);
});

// Not every provider proves the address that it names: whoever registered through one may be somebody else, too.
it.each(Object.entries(PROOFS))("%s leaves nothing of an account without a password either", async (_name, prove) => {
  await addAccount({ emailVerified: null, passwordHash: null });
  await prove();
  expect(await left()).toEqual(NOTHING);
});

it("who registered through a provider and confirms the address by the mail keeps that", async () => {
  await addAccount({ emailVerified: null, passwordHash: null });
  await findAndMail({ email, purpose: "verify_email" });
  await confirmVerification(anonymous, { token: await secretOf("verify_email") });
  expect(await left()).toEqual(ALL);
});

it("a password whose registration nobody can tell any more is not confirmed along with the address", async () => {
  await addAccount({ emailVerified: null, passwordHash: "a stranger's, of a registration long gone" });
  await findAndMail({ email, purpose: "verify_email" });
  await confirmPasswordReset(anonymous, { token: await secretOf("reset_password"), new_password: PASSWORD });
  expect(await left()).toEqual(NOTHING);
});

it("nobody comes in through a provider before the address is proven, nor where the account is closed or owes a new password", async () => {
  await addAccount({ emailVerified: null, passwordHash: null });
  await db.user.update({ where: { id: userId }, data: { secondFactor: false } });
  const arrival: Arrival = { provider: "github", context: anonymous.context };
  const comesIn = () =>
    arrivingThrough(arrival, async () =>
      portalAdapter().createSession?.({ sessionToken: randomToken(), userId, expires: new Date() }),
    ).then(
      () => "in",
      () => "out",
    );
  expect([await comesIn(), arrival.unproven]).toEqual(["out", email]);
  for (const [data, outcome] of [
    [{ emailVerified: new Date(), isActive: false }, "out"],
    [{ isActive: true, mustResetPassword: true }, "out"],
    [{ mustResetPassword: false }, "in"],
  ] as const) {
    await db.user.update({ where: { id: userId }, data });
    expect(await comesIn()).toBe(outcome);
  }
  expect(await db.session.count({ where: { userId } })).toBe(1);
});

it.each([true, false])("an account that a provider's sign-in makes has a proven address where the provider says so: %s", async (says) => {
  const address = `${randomUUID()}@example.test`;
  const made = await arrivingThrough({ provider: "google", context: anonymous.context }, async () => {
    if (says) noteProvenAddress();
    return portalAdapter().createUser?.({ id: randomUUID(), email: address, emailVerified: null });
  });
  expect(made?.emailVerified instanceof Date).toBe(says);
});
