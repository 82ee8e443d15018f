import { setImmediate } from "node:timers/promises";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { requireFreshProof } from "@/lib/access/fresh-proof";
import { requestEmailChange } from "@/lib/accounts/email-change";
import { changePassword } from "@/lib/accounts/password-change";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { db, pool } from "@/lib/db";
import { env } from "@/lib/env";
import { beginEmailFactor, confirmFactor } from "@/lib/factors/code-factors";
import { beginTotp, confirmTotp } from "@/lib/factors/enrolment";
import { removeFactor, renewRecoveryCodes } from "@/lib/factors/removal";
import { addPasskey, beginPasskey } from "@/lib/passkeys/enrolment";
import { removePasskey } from "@/lib/passkeys/removal";
import { hashPassword } from "@/lib/passwords/hash";
import { codeOf } from "@/test/authenticator";
import { newSignedIn, outcomeOf } from "@/test/organization";
import { Authenticator } from "@/test/passkey";
import { noticesOf } from "@/test/queue";

const password = "lamp and river";
let passwordHash: string;
let ana: SessionActor;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  ana = await newSignedIn("Ana");
  await db.user.update({ where: { id: ana.userId }, data: { passwordHash } });
});

const answerOf = async () => new Authenticator(env.APP_URL).create((await beginPasskey(ana, {})).public_key);
const aFactor = async () => {
  const { id, secret } = await beginTotp(ana, { name: "Phone" });
  await confirmTotp(ana, { id, code: codeOf(secret) });
  return id;
};

/** Each act, begun while the session lives. What it answers finishes it. */
const ACTS: Record<string, () => Promise<() => Promise<unknown>>> = {
  "confirming an authenticator": async () => {
    const { id, secret } = await beginTotp(ana, { name: "Phone" });
    return () => confirmFactor(ana, { id, code: codeOf(secret) });
  },
  "adding a passkey": async () => {
    const response = await answerOf();
    return () => addPasskey(ana, { response });
  },
  "asking for another address": async () => () => requestEmailChange(ana, { new_email: `thief-${ana.email}` }),
  "changing the password": async () => () =>
    changePassword(ana, { current_password: password, new_password: "Nebel-Hafen-2718-dunkelblau" }),
  "renewing recovery codes": async () => {
    await aFactor();
    return () => renewRecoveryCodes(ana, {});
  },
  "removing a factor": async () => {
    const id = await aFactor();
    return () => removeFactor(ana, { id });
  },
  "removing a passkey": async () => {
    const { passkey } = await addPasskey(ana, { response: await answerOf() });
    return () => removePasskey(ana, { id: passkey.id });
  },
};

const account = async () => ({
  ...(await db.user.findUniqueOrThrow({
    where: { id: ana.userId },
    select: { passwordHash: true, secondFactor: true, _count: { select: { oneTimeTokens: true, passkeys: true } } },
  })),
  codes: await db.recoveryCode.findMany({ where: { userId: ana.userId }, select: { codeHash: true }, orderBy: { codeHash: "asc" } }),
  told: await noticesOf(ana.userId),
});

const waitsForRow = async () => {
  const { rows } = await pool.query<{ waits: boolean }>(
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS waits",
  );
  return rows[0]?.waits === true;
};

it.each(Object.entries(ACTS))("%s leaves nothing behind where the session ended a moment ago, or ends meanwhile", async (_name, begin) => {
  const finish = await begin();
  const before = await account();
  // As another instance, or a request that comes first, changes the account and ends its sessions.
  const ending = await pool.connect();
  await ending.query("BEGIN");
  await ending.query("UPDATE users SET updated_at = now() WHERE id = $1", [ana.userId]);
  await ending.query("DELETE FROM sessions WHERE user_id = $1", [ana.userId]);
  const meanwhile = outcomeOf(finish());
  while (!(await waitsForRow())) await setImmediate();
  await ending.query("COMMIT");
  ending.release();
  expect(await meanwhile).toBe("UNAUTHENTICATED");
  expect(await account()).toEqual(before);
});

it("a proof is noted for a session that lives, and none is carried on for one that has ended", async () => {
  const carried = { ...ana, authTime: new Date(Date.now() - 5 * 60_000) };
  await db.session.update({ where: { id: ana.sessionId }, data: { authTime: carried.authTime } });
  expect(await outcomeOf(requireFreshProof(carried))).toBe("accepted");
  await db.session.delete({ where: { id: ana.sessionId } });
  expect(await outcomeOf(requireFreshProof(carried))).toBe("UNAUTHENTICATED");
  expect(await outcomeOf(proveOwner(ana, password))).toBe("UNAUTHENTICATED");
  expect(await outcomeOf(beginEmailFactor(ana, { current_password: password }))).toBe("UNAUTHENTICATED");
});
