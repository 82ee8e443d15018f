import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor, SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { beginEmailFactor, beginSmsFactor, confirmFactor } from "@/lib/factors/code-factors";
import { mailFactorCode, textFactorCode } from "@/lib/factors/deliver-code";
import { beginTotp } from "@/lib/factors/enrolment";
import { listFactors } from "@/lib/factors/factors";
import { beginSmsFactorContract, type CodeMethod, type SentMethod } from "@/lib/factors/factors.schema";
import { removeFactor } from "@/lib/factors/removal";
import { listInbox } from "@/lib/mail/inbox";
import { hashPassword } from "@/lib/passwords/hash";
import { logIn } from "@/lib/signin/login";
import { signInWithPassword } from "@/lib/signin/password";
import { awaitOwedSteps, finishBrowserSignIn, verifySecondFactor, waitingMethods } from "@/lib/signin/second-factor";
import { sendBrowserCode, sendCode } from "@/lib/signin/send-code";
import { describeProof } from "@/lib/signin/step-up";
import { codeOf } from "@/test/authenticator";
import { anonymous, newSignedIn, outcomeOf, outcomesOf } from "@/test/organization";
import { noticesOf } from "@/test/queue";

const password = "lamp and river";
let passwordHash: string;
let ana: SessionActor;
let recoveryCodes: string[];

/** Each caller from an address of its own: it is not the limits of addresses that are tried here. */
let callers = 0;
const somebody = (): Actor => {
  callers += 1;
  return { ...anonymous, context: { ...anonymous.context, ip: `2001:db8:${callers.toString(16)}::1` } };
};
const elsewhere = (person: SessionActor): SessionActor => ({ ...person, context: somebody().context });

async function newOwner(name = "Ana"): Promise<SessionActor> {
  const person = await newSignedIn(name);
  await db.user.update({ where: { id: person.userId }, data: { passwordHash } });
  return person;
}

/** Does the job of the newest code of a person, and reads the message. */
async function newestCode(person: SessionActor, kind: SentMethod, to = person.email): Promise<string> {
  const { id } = await db.sentCode.findFirstOrThrow({ where: { factor: { userId: person.userId, kind } }, orderBy: { id: "desc" } });
  const job = { id: randomUUID(), attempt: 1, queuedAt: new Date() };
  await (kind === "email" ? mailFactorCode : textFactorCode)({ sentCodeId: id, ip: null, userAgent: null }, job);
  const { items } = await listInbox({ to, limit: 100 });
  return items.find((item) => item.created_at === job.queuedAt.toISOString())?.code ?? "none";
}

async function turnEmailOn(person: SessionActor) {
  const { id } = await beginEmailFactor(elsewhere(person), { current_password: password });
  const confirmed = await confirmFactor(person, { id, code: await newestCode(person, "email") });
  await db.$executeRaw`TRUNCATE rate_limits`;
  return confirmed;
}

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  ana = await newOwner();
  recoveryCodes = (await turnEmailOn(ana)).recovery_codes ?? [];
});

const begin = async (person = ana) => {
  const answer = await logIn(somebody(), { email: person.email, password, remember_me: false, exchange: false });
  if (answer.status !== "mfa_required") throw new Error(`The sign-in ended in ${answer.status}.`);
  return { token: answer.pre_auth_token, methods: answer.methods };
};
const send = (token: string, method: SentMethod = "email") => sendCode(somebody(), { pre_auth_token: token, method });
const beginAndSend = async () => {
  const { token } = await begin();
  await send(token);
  return { token, code: await newestCode(ana, "email") };
};
const verify = (token: string, code: string, method: CodeMethod = "email") =>
  verifySecondFactor(somebody(), { pre_auth_token: token, method, code });
const owesFactor = async () => (await db.user.findUniqueOrThrow({ where: { id: ana.userId } })).secondFactor;
const wrongFor = (code: string) => (code === "000000" ? "000001" : "000000");

describe("codes by e-mail", () => {
  it("count from the first code on, bring recovery codes, and are told by mail", async () => {
    const eve = await newOwner("Eve");
    const { id, destination } = await beginEmailFactor(elsewhere(eve), { current_password: password });
    expect(destination).toBe(`e•••${eve.email.slice(eve.email.indexOf("@"))}`);
    expect((await listFactors(eve)).factors).toEqual([]);
    const code = await newestCode(eve, "email");
    expect(await outcomeOf(confirmFactor(eve, { id, code: wrongFor(code) }))).toBe("VALIDATION_ERROR");
    const confirmed = await confirmFactor(eve, { id, code });
    expect(confirmed.recovery_codes).toHaveLength(10);
    expect(await listFactors(eve)).toMatchObject({ factors: [{ id, type: "email", name: destination }], can_add: ["totp", "sms"] });
    expect(await noticesOf(eve.userId)).toEqual(["email_codes_added"]);
    expect(await outcomeOf(confirmFactor(eve, { id, code }))).toBe("NOT_FOUND");
  });

  it("need the password, a password at all, and a confirmed address", async () => {
    const eve = await newOwner("Eve");
    expect(await outcomeOf(beginEmailFactor(eve, { current_password: "wrong" }))).toBe("VALIDATION_ERROR");
    await db.user.update({ where: { id: eve.userId }, data: { emailVerified: null } });
    expect(await outcomeOf(beginEmailFactor(eve, { current_password: password }))).toBe("CONFLICT");
    await db.user.update({ where: { id: eve.userId }, data: { emailVerified: new Date(), passwordHash: null } });
    expect(await outcomeOf(beginEmailFactor(eve, {}))).toBe("CONFLICT");
  });

  it("finish a program's sign-in, and its tokens say how", async () => {
    const { token, code } = await beginAndSend();
    const answer = await verify(token, code);
    if (answer.status !== "complete") throw new Error(answer.status);
    expect(decodeJwt(answer.access_token)).toMatchObject({ sub: ana.userId, amr: ["pwd", "email", "mfa"] });
  });

  it("finish a browser's, whose page says where the code went", async () => {
    const step = await signInWithPassword(somebody(), { identifier: ana.email, password, remember_me: false });
    if (step.status !== "mfa_required") throw new Error(step.status);
    const token = step.preAuthToken;
    expect(await waitingMethods(token)).toMatchObject([
      { method: "email", wasSent: false },
      { method: "recovery_code", destination: null },
    ]);
    expect(await outcomeOf(send(token)), "not by a program").toBe("TOKEN_REVOKED");
    await sendBrowserCode(somebody(), { pre_auth_token: token, method: "email" });
    expect(await waitingMethods(token)).toMatchObject([{ wasSent: true }, {}]);
    const code = await newestCode(ana, "email");
    const finished = await finishBrowserSignIn(somebody(), { pre_auth_token: token, method: "email", code }, null);
    expect(finished).toMatchObject({ status: "complete", session: { kind: "browser" } });
  });

  it("are stored so that the database alone tells none", async () => {
    const { code } = await beginAndSend();
    const [rows] = await db.$queryRaw<{ all: string }[]>`
      SELECT (SELECT string_agg(s::text, '') FROM sent_codes s) || (SELECT string_agg(payload::text, '') FROM graphile_worker._private_jobs) AS all`;
    expect(rows?.all).not.toContain(code);
  });
});

describe("a code that was sent", () => {
  it("is taken once, also of five who type it at the same moment", async () => {
    const { token, code } = await beginAndSend();
    const outcomes = await outcomesOf(Array.from({ length: 5 }, () => verify(token, code)));
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(await db.session.count({ where: { userId: ana.userId, id: { not: ana.sessionId } } })).toBe(1);
  });

  it("is good for its own sign-in and person alone", async () => {
    const [first, second] = [await beginAndSend(), await begin()];
    expect(await outcomeOf(verify(second.token, first.code))).toBe("INVALID_CREDENTIALS");
    const eve = await newOwner("Eve");
    await turnEmailOn(eve);
    expect(await outcomeOf(verify((await begin(eve)).token, first.code))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(verify(first.token, first.code, "totp")), "nor of another kind").toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(verify(first.token, first.code))).toBe("accepted");
  });

  it("is worth nothing after the next one", async () => {
    const { token, code } = await beginAndSend();
    await send(token);
    expect(await outcomeOf(verify(token, code))).toBe("INVALID_CREDENTIALS");
    const next = await newestCode(ana, "email");
    expect(await outcomeOf(verify(token, code === next ? wrongFor(next) : code))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(verify(token, next))).toBe("accepted");
  });

  it("dies after ten minutes, and after five tries", async () => {
    const late = await beginAndSend();
    await db.sentCode.updateMany({ where: { factor: { userId: ana.userId } }, data: { expiresAt: new Date() } });
    expect(await outcomeOf(verify(late.token, late.code))).toBe("INVALID_CREDENTIALS");
    const { token, code } = await beginAndSend();
    await db.sentCode.updateMany({ where: { factor: { userId: ana.userId } }, data: { tries: 5 } });
    expect(await outcomeOf(verify(token, code))).toBe("INVALID_CREDENTIALS");
  });

  it("is asked for twice a minute and no more, whoever signs in anew", async () => {
    await send((await begin()).token);
    await send((await begin()).token);
    expect(await outcomeOf(send((await begin()).token))).toBe("RATE_LIMITED");
  });

  it("is not sent by a way that is not set up", async () => {
    expect(await outcomeOf(send((await begin()).token, "sms"))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(send("A".repeat(43)))).toBe("TOKEN_REVOKED");
  });
});

describe("the mailbox alone", () => {
  it("opens nothing: after a reset by mail no code is mailed nor taken, until another factor was proven", async () => {
    const before = await beginAndSend();
    await db.user.update({ where: { id: ana.userId }, data: { passwordByMail: true } });
    expect(await outcomeOf(verify(before.token, before.code)), "not one that was asked for before").toBe("INVALID_CREDENTIALS");
    const { token, methods } = await begin();
    expect(methods).toEqual(["recovery_code"]);
    expect(await outcomeOf(send(token))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(verify(token, recoveryCodes[0]?.replace("-", "") ?? "", "recovery_code"))).toBe("accepted");
    expect((await begin()).methods).toEqual(["email", "recovery_code"]);
  });

  it("is no second factor beside another provider's word", async () => {
    const token = (await awaitOwedSteps(somebody(), ana.userId, "google", null)) ?? "";
    expect((await waitingMethods(token)).map(({ method }) => method)).toEqual(["recovery_code"]);
    expect(await outcomeOf(sendBrowserCode(somebody(), { pre_auth_token: token, method: "email" }))).toBe("VALIDATION_ERROR");
  });
});

describe("several factors", () => {
  it("stand beside one another, and sign-ins owe one until the last has gone", async () => {
    const begun = await beginTotp(ana, { name: "Phone", current_password: password });
    const { factor, recovery_codes: codes } = await confirmFactor(ana, { id: begun.id, code: codeOf(begun.secret) });
    expect(codes, "the recovery codes of the first one stay").toBeNull();
    expect((await begin()).methods).toEqual(["totp", "email", "recovery_code"]);
    await removeFactor(ana, { id: factor.id, current_password: password });
    expect([await owesFactor(), (await begin()).methods]).toEqual([true, ["email", "recovery_code"]]);
    const [email] = (await listFactors(ana)).factors;
    await removeFactor(ana, { id: email?.id ?? "", current_password: password });
    expect([await owesFactor(), await listFactors(ana)]).toMatchObject([false, { factors: [], recovery_codes_left: 0 }]);
    expect(await noticesOf(ana.userId)).toEqual(["email_codes_added", "factor_added", "factor_removed", "email_codes_removed"]);
  });

  it("whose codes are sent are proven anew by signing in again, which spends no recovery code", async () => {
    const stale = { ...ana, authTime: new Date(0) };
    expect((await describeProof(stale)).methods).toEqual(["sign_in"]);
    const begun = await beginTotp(ana, { name: "Phone", current_password: password });
    await confirmFactor(ana, { id: begun.id, code: codeOf(begun.secret) });
    expect((await describeProof(stale)).methods).toEqual(["password", "totp", "recovery_code"]);
  });

  it("are nobody else's to remove", async () => {
    const [email] = (await listFactors(ana)).factors;
    const eve = await newOwner("Eve");
    expect(await outcomeOf(removeFactor(eve, { id: email?.id ?? "", current_password: password }))).toBe("NOT_FOUND");
    expect(await owesFactor()).toBe(true);
  });
});

describe("codes by text message", () => {
  const typed = (phone: string) => beginSmsFactorContract.input.parse({ phone, current_password: password });

  it("go to the number, which is stored encrypted and shown as its last digits", async () => {
    const input = typed("0033 6 12 34 56 78");
    expect(input.phone).toBe("+33612345678");
    const { id, destination } = await beginSmsFactor(elsewhere(ana), input);
    expect(destination).toBe("••• 678");
    const { factor } = await confirmFactor(ana, { id, code: await newestCode(ana, "sms", "+33612345678") });
    expect(factor).toMatchObject({ type: "sms", name: "••• 678" });
    const { phone } = await db.codeFactor.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(phone ?? []).toString("latin1")).not.toContain("612345678");
    const { token, methods } = await begin();
    expect(methods).toEqual(["sms", "email", "recovery_code"]);
    await send(token, "sms");
    const answer = await verify(token, await newestCode(ana, "sms", "+33612345678"), "sms");
    expect(answer.status).toBe("complete");
  });

  it.each(["612345678", "+0612345678", "+33 6", "call me"])("%s is no number", (phone) => {
    expect(() => typed(phone)).toThrow("Write the number with its country");
  });

  it("to one number are limited over all accounts", async () => {
    const outcomes: unknown[] = [];
    for (let at = 0; at < 7; at += 1) {
      const person = await newOwner(`P${at}`);
      outcomes.push(await outcomeOf(beginSmsFactor(elsewhere(person), typed("+33700000000"))));
    }
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => "accepted"), "RATE_LIMITED", "RATE_LIMITED"]);
  });
});
