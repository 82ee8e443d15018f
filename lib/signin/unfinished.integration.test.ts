import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { changePassword } from "@/lib/accounts/password-change";
import { forcePasswordReset } from "@/lib/accounts/user-administration";
import { db, pool } from "@/lib/db";
import { beginTotp, confirmTotp } from "@/lib/factors/enrolment";
import { removeFactor } from "@/lib/factors/removal";
import { removePasskey } from "@/lib/passkeys/removal";
import { hashPassword } from "@/lib/passwords/hash";
import { revokeUserSessions } from "@/lib/sessions/administration";
import { revokeOtherSessions, revokeSession } from "@/lib/sessions/manage";
import { provePassword } from "@/lib/signin/prove-password";
import { exchangeSession } from "@/lib/signin/session-exchange";
import { beginSignIn } from "@/lib/signin/unfinished";
import { type FirstProof, issuePreAuthToken } from "@/lib/tokens/pre-auth-token";
import { codeOf } from "@/test/authenticator";
import { whoWaits } from "@/test/locks";
import { anonymous, newSignedIn, operator, outcomeOf } from "@/test/organization";

const password = "lamp and river";
const signIn = { kind: "program", deviceName: null, selects: true } as const;
let passwordHash: string;
let ana: SessionActor;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  ana = await newSignedIn("Ana");
  await db.user.update({ where: { id: ana.userId }, data: { passwordHash } });
});

/** Each caller from an address of its own: it is not the limits that are tried here. */
const somebody = () => ({ ...anonymous, context: { ...anonymous.context, ip: `2001:db8:${randomUUID().slice(0, 4)}::1` } });
const prove = () => provePassword(somebody(), ana.email, password);
const begin = async () => beginSignIn(await prove(), signIn);
const finish = (token: string) => outcomeOf(exchangeSession(somebody(), { pre_auth_token: token }));
const issue = (amr: string[], proof: FirstProof) => issuePreAuthToken({ ...signIn, userId: ana.userId, amr, provider: null }, proof);
async function addPasskey(): Promise<string> {
  const key = { credentialId: Buffer.from(randomUUID()), publicKey: Buffer.from("x"), aaguid: randomUUID(), name: "Key" };
  return (await db.passkey.create({ data: { userId: ana.userId, ...key, isSynced: true, isBackedUp: true } })).id;
}

it("a password that changes while it is proven begins no sign-in, and leaves none of before, whatever the clocks say", async () => {
  const [early, late] = [await begin(), await prove()];
  const other = await pool.connect();
  await other.query("BEGIN");
  await other.query("UPDATE users SET password_hash = 'another' WHERE id = $1", [ana.userId]);
  const waiting = outcomeOf(beginSignIn(late, signIn));
  await whoWaits(1);
  await other.query("COMMIT");
  other.release();
  expect(await waiting).toBe("INVALID_CREDENTIALS");
  await db.user.update({ where: { id: ana.userId }, data: { passwordHash } });
  const proven = await prove();
  await changePassword(ana, { current_password: password, new_password: "Nebel-Hafen-2718-dunkelblau" });
  expect(await outcomeOf(beginSignIn(proven, signIn))).toBe("INVALID_CREDENTIALS");
  await db.user.update({ where: { id: ana.userId }, data: { passwordChangedAt: new Date(0) } });
  expect(await finish(early)).toBe("TOKEN_REVOKED");
});

const ends: [string, () => Promise<unknown>][] = [
  ["the other sessions are ended", () => revokeOtherSessions(ana)],
  ["an administrator ends every session", () => revokeUserSessions(operator, { user_id: ana.userId })],
  ["a reset is asked for", () => forcePasswordReset(operator, { id: ana.userId })],
  ["a passkey is removed", async () => removePasskey(ana, { id: await addPasskey(), current_password: password })],
  [
    "a second factor is set up and removed",
    async () => {
      const { id, secret } = await beginTotp(ana, { name: "Phone", current_password: password });
      await confirmTotp(ana, { id, code: codeOf(secret) });
      await removeFactor({ ...ana, amr: ["pwd", "otp", "mfa"] }, { id, current_password: password });
    },
  ],
];
it.each(ends)("a sign-in that waits is gone once %s", async (_what, end) => {
  const tokens = [await begin(), await issue(["fed"], { by: "provider" })];
  await end();
  await db.user.update({ where: { id: ana.userId }, data: { mustResetPassword: false } });
  for (const token of tokens) expect(await finish(token ?? "")).toBe("TOKEN_REVOKED");
});

it("a sign-in that waits goes on when one session elsewhere is ended", async () => {
  const token = await begin();
  await outcomeOf(revokeSession(ana, { id: randomUUID() }));
  expect(await finish(token)).toBe("accepted");
});

it("a passkey that is taken away while it signs begins nothing, and one that is left does", async () => {
  const [kept, removed] = [await addPasskey(), await addPasskey()];
  const other = await pool.connect();
  await other.query("BEGIN");
  await other.query("SELECT FROM users WHERE id = $1 FOR UPDATE", [ana.userId]);
  await other.query("DELETE FROM passkeys WHERE id = $1", [removed]);
  const tokens = Promise.all([kept, removed].map((id) => issue(["swk", "user", "mfa"], { by: "passkey", id })));
  await whoWaits(2);
  await other.query("COMMIT");
  other.release();
  const [going, none] = await tokens;
  expect(none).toBeNull();
  expect(await finish(going ?? "")).toBe("accepted");
});

it("an ending of all sessions and sign-ins that are being finished do not wait for one another", async () => {
  for (let round = 0; round < 10; round += 1) {
    const tokens = await Promise.all([begin(), begin(), begin()]);
    const [ended, ...finished] = await Promise.all([
      outcomeOf(revokeUserSessions(operator, { user_id: ana.userId })),
      ...tokens.map(finish),
    ]);
    expect(ended).toBe("accepted");
    for (const outcome of finished) expect(["accepted", "TOKEN_REVOKED"]).toContain(outcome);
    expect(await db.session.count({ where: { userId: ana.userId } })).toBe(0);
  }
});
