import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { beginTotp, confirmTotp } from "@/lib/factors/enrolment";
import { listFactors, renameFactor } from "@/lib/factors/factors";
import { removeFactor, renewRecoveryCodes, resetFactors } from "@/lib/factors/removal";
import { hashPassword } from "@/lib/passwords/hash";
import { codeOf } from "@/test/authenticator";
import { newSignedIn, openSession, operator, outcomeOf, outcomesOf } from "@/test/organization";
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

const begin = (name = "Phone") => beginTotp(ana, { name, current_password: password });
const setUp = async (name?: string) => {
  const begun = await begin(name);
  return confirmTotp(ana, { id: begun.id, code: codeOf(begun.secret) });
};
const owesFactor = async () => (await db.user.findUniqueOrThrow({ where: { id: ana.userId } })).secondFactor;
describe("an authenticator app", () => {
  it("counts from its first code on, not before", async () => {
    const begun = await begin();
    expect([await owesFactor(), (await listFactors(ana)).factors]).toEqual([false, []]);
    expect(begun.otpauth_url).toContain(begun.secret);
    const { factor, recovery_codes: codes } = await confirmTotp(ana, { id: begun.id, code: codeOf(begun.secret) });
    expect(factor).toMatchObject({ id: begun.id, name: "Phone", type: "totp" });
    expect(new Set(codes).size).toBe(10);
    expect(await owesFactor()).toBe(true);
    expect(await listFactors(ana)).toMatchObject({ factors: [factor], recovery_codes_left: 10 });
    expect(await noticesOf(ana.userId)).toEqual(["factor_added"]);
  });

  it("is stored so that the database alone tells no code", async () => {
    const begun = await begin();
    const { recovery_codes: codes } = await confirmTotp(ana, { id: begun.id, code: codeOf(begun.secret) });
    const [rows] = await db.$queryRaw<{ all: string }[]>`
      SELECT (SELECT string_agg(t::text, '') FROM totp_authenticators t) || (SELECT string_agg(r::text, '') FROM recovery_codes r) AS all`;
    for (const word of [begun.secret, ...(codes ?? []), ...(codes ?? []).map((code) => code.replace("-", ""))]) {
      expect(rows?.all).not.toContain(word);
      expect(rows?.all).not.toContain(Buffer.from(word).toString("hex"));
    }
  });

  it("ends the other sessions, and not the one that set it up", async () => {
    const own = ana.sessionId;
    await openSession({ ...ana, sessionId: crypto.randomUUID() });
    const { factor, sessions_ended: ended } = await setUp();
    expect(ended).toBe(1);
    expect(await db.session.findMany({ where: { userId: ana.userId }, select: { id: true } })).toEqual([{ id: own }]);
    const amrOf = async () => (await db.session.findUniqueOrThrow({ where: { id: own } })).amr;
    expect(await amrOf(), "the session has proven the factor").toEqual(["pwd", "otp", "mfa"]);
    await removeFactor(ana, { id: factor.id, current_password: password });
    expect(await amrOf(), "and rests on none that is gone").toEqual(["pwd"]);
  });

  it("needs a fresh proof, a code of its own secret, and to be finished within a quarter of an hour", async () => {
    expect(await outcomeOf(beginTotp(ana, { name: "Phone", current_password: "wrong" }))).toBe("VALIDATION_ERROR");
    const late = { ...ana, authTime: new Date(Date.now() - 11 * 60_000) };
    expect(await outcomeOf(beginTotp(late, { name: "Phone" }))).toBe("STEP_UP_REQUIRED");
    const { id, secret } = await begin();
    expect(await outcomeOf(confirmTotp(ana, { id, code: codeOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(confirmTotp(ana, { id, code: codeOf(secret, 3) }))).toBe("VALIDATION_ERROR");
    await db.totpAuthenticator.update({ where: { id }, data: { createdAt: new Date(Date.now() - 16 * 60_000) } });
    expect(await outcomeOf(confirmTotp(ana, { id, code: codeOf(secret) }))).toBe("NOT_FOUND");
    expect(await owesFactor()).toBe(false);
  });

  it("that is begun anew makes the secret before it worthless", async () => {
    const [first, second] = [await begin(), await begin()];
    expect(await outcomeOf(confirmTotp(ana, { id: first.id, code: codeOf(first.secret) }))).toBe("NOT_FOUND");
    expect(await outcomeOf(confirmTotp(ana, { id: second.id, code: codeOf(second.secret) }))).toBe("accepted");
  });

  it("confirmed many times at once counts once, with one set of recovery codes", async () => {
    const { id, secret } = await begin();
    const outcomes = await outcomesOf(Array.from({ length: 10 }, () => confirmTotp(ana, { id, code: codeOf(secret) })));
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(await db.recoveryCode.count({ where: { userId: ana.userId } })).toBe(10);
    expect(await noticesOf(ana.userId)).toEqual(["factor_added"]);
  });

  it("is nobody else's to see, name or remove", async () => {
    const { factor } = await setUp();
    const eve = await newSignedIn("Eve");
    await db.user.update({ where: { id: eve.userId }, data: { passwordHash } });
    expect((await listFactors(eve)).factors).toEqual([]);
    expect(await outcomeOf(renameFactor(eve, { id: factor.id, name: "Mine" }))).toBe("NOT_FOUND");
    expect(await outcomeOf(removeFactor(eve, { id: factor.id, current_password: password }))).toBe("NOT_FOUND");
    expect((await listFactors(ana)).factors).toMatchObject([{ name: "Phone" }]);
  });
});

describe("taking it away", () => {
  it("needs the password, and the last one takes the recovery codes along", async () => {
    const { factor } = await setUp();
    const second = await setUp("Tablet");
    expect(second.recovery_codes).toBeNull();
    expect(await outcomeOf(removeFactor(ana, { id: factor.id, current_password: "wrong" }))).toBe("VALIDATION_ERROR");
    await removeFactor(ana, { id: factor.id, current_password: password });
    expect([await owesFactor(), (await listFactors(ana)).recovery_codes_left]).toEqual([true, 10]);
    await removeFactor(ana, { id: second.factor.id, current_password: password });
    expect([await owesFactor(), await listFactors(ana)]).toMatchObject([false, { factors: [], recovery_codes_left: 0 }]);
  });

  it("by an operator takes all of them, and no person may", async () => {
    await setUp();
    expect(await outcomeOf(resetFactors(ana, ana.userId))).toBe("FORBIDDEN");
    expect(await resetFactors(operator, ana.userId)).toEqual({ removed: 1 });
    expect(await resetFactors(operator, ana.userId)).toEqual({ removed: 0 });
    expect(await owesFactor()).toBe(false);
    expect(await noticesOf(ana.userId)).toEqual(["factor_added", "factors_reset"]);
  });
});

describe("new recovery codes", () => {
  it("replace the former ones, for whoever has an authenticator", async () => {
    expect(await outcomeOf(renewRecoveryCodes(ana, { current_password: password }))).toBe("CONFLICT");
    const { recovery_codes: before } = await setUp();
    const { recovery_codes: after } = await renewRecoveryCodes(ana, { current_password: password });
    expect(after).toHaveLength(10);
    expect(after.filter((code) => before?.includes(code))).toEqual([]);
    expect(await db.recoveryCode.count({ where: { userId: ana.userId } })).toBe(10);
  });
});
