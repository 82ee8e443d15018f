import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import type { SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { beginEmailFactor, confirmFactor } from "@/lib/factors/code-factors";
import { beginTotp } from "@/lib/factors/enrolment";
import { codeOf, forgetSteps } from "../authenticator";
import { openSession } from "../organization";
import type { Answer } from "./client";
import { addPerson, PASSWORD } from "./people";
import { type Portal, type PortalOptions, startPortal } from "./portal";

const limited: PortalOptions = { env: { RATE_LIMITS: "on", TRUSTED_PROXIES: "loopback" } };
const [one, two] = await Promise.all([startPortal(), startPortal()]);

let networks = 0;
/** A fresh address of a client, as our trusted proxy would name it. */
function somewhere() {
  networks += 1;
  return { "x-forwarded-for": `198.18.${networks >> 8}.${networks & 255}` };
}

async function newOwner(): Promise<SessionActor> {
  const { id, email } = await addPerson();
  const context = { requestId: randomUUID(), ip: null, userAgent: null };
  return {
    kind: "session",
    proof: { by: "cookie" },
    userId: id,
    sessionId: id,
    role: "user",
    email,
    authTime: new Date(),
    amr: ["pwd"],
    context,
  };
}

async function withAuthenticator() {
  const owner = await newOwner();
  await openSession(owner);
  const { id, secret } = await beginTotp(owner, { name: "Phone", current_password: PASSWORD });
  const { recovery_codes: codes } = await confirmFactor(owner, { id, code: codeOf(secret) });
  await db.session.delete({ where: { id: owner.sessionId } });
  await forgetSteps(owner.userId);
  return { owner, secret, recoveryCode: codes?.[0] ?? "" };
}

/** Codes by e-mail, turned on over a running portal, whose worker mails the code. */
async function turnEmailOn(portal: Portal, owner: SessionActor): Promise<void> {
  await openSession(owner);
  const { id } = await beginEmailFactor(owner, { current_password: PASSWORD });
  const { code = "" } = await portal.mail(owner.email, (mail) => /set up/.test(mail.subject));
  await confirmFactor(owner, { id, code });
  await db.session.delete({ where: { id: owner.sessionId } });
}

const post = (portal: Portal, path: string, json: unknown): Promise<Answer> =>
  portal.request(`/api/v1/auth/${path}`, { json, headers: somewhere() });

async function begin(portal: Portal, owner: SessionActor): Promise<string> {
  const { body, status, text } = await post(portal, "login", { email: owner.email, password: PASSWORD });
  const token: unknown = typeof body.data === "object" && body.data !== null ? Reflect.get(body.data, "pre_auth_token") : undefined;
  if (typeof token !== "string") throw new Error(`The sign-in was not begun: ${status} ${text}`);
  return token;
}

const verify = (portal: Portal, pre_auth_token: string, method: string, code: string) =>
  post(portal, "mfa/verify", { pre_auth_token, method, code });

const counted = (answers: Answer[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

test("an answer says in words what is still owed, and when nothing is", async () => {
  const { owner, secret } = await withAuthenticator();
  const begun = await post(one, "login", { email: owner.email, password: PASSWORD });
  const { pre_auth_token: token } = z.object({ pre_auth_token: z.string() }).parse(begun.body.data);
  const { body } = await verify(one, token, "totp", codeOf(secret));
  expect([begun.body.message, body.message]).toEqual(["Prove your second factor.", "You are signed in."]);
});

test("the same code fifty times at once, on two instances, lets one sign-in through, of whatever kind it is", async () => {
  const { owner, secret, recoveryCode } = await withAuthenticator();
  const tokens = await Promise.all(Array.from({ length: 50 }, (_, at) => begin(at % 2 ? one : two, owner)));
  const race = (method: string, code: string) => Promise.all(tokens.map((token, at) => verify(at % 2 ? two : one, token, method, code)));
  expect(counted(await race("totp", codeOf(secret)))).toEqual({ 200: 1, 401: 49 });
  expect(await db.session.count({ where: { userId: owner.userId } })).toBe(1);
  // The sign-in that was let through is over: its token is worth nothing.
  const afterwards = counted(await race("recovery_code", recoveryCode));
  expect([afterwards[200], afterwards[401]]).toEqual([1, 49]);
  expect(await db.session.count({ where: { userId: owner.userId } })).toBe(2);

  await turnEmailOn(one, owner);
  await db.session.deleteMany({ where: { userId: owner.userId } });
  const token = await begin(one, owner);
  expect((await post(two, "mfa/send", { pre_auth_token: token, method: "email" })).status).toBe(200);
  const { code = "" } = await one.mail(owner.email, (mail) => /sign-in code/.test(mail.subject));
  const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => verify(at % 2 ? one : two, token, "email", code)));
  expect(counted(answers)).toEqual({ 200: 1, 401: 49 });
  expect(await db.session.count({ where: { userId: owner.userId } })).toBe(1);
});

test("a hundred guesses at each kind of code are held back, also with new sign-ins, from elsewhere, and after a restart", async () => {
  const guessed = await withAuthenticator();
  const mailed = await newOwner();
  await turnEmailOn(one, mailed);
  const kinds = [
    { owner: guessed.owner, method: "totp", right: () => codeOf(guessed.secret) },
    { owner: (await withAuthenticator()).owner, method: "recovery_code", right: () => "0000000000" },
    { owner: mailed, method: "email", right: () => "000000" },
  ];
  let portal = await startPortal(limited);
  for (const { owner, method } of kinds) {
    const statuses: number[] = [];
    let token = "";
    for (let guess = 0; guess < 100; guess += 1) {
      if (guess % 20 === 0) token = await begin(portal, owner);
      if (method === "email" && guess === 0) await post(portal, "mfa/send", { pre_auth_token: token, method });
      statuses.push((await verify(portal, token, method, method === "recovery_code" ? `zzzzzzz${guess}` : String(100_000 + guess))).status);
    }
    const judged = statuses.filter((status) => status === 401).length;
    expect([judged >= 5, judged <= 20, statuses.at(-1)], method).toEqual([true, true, 429]);
  }
  await portal.stop();
  portal = await startPortal(limited);
  for (const { owner, method, right } of kinds) {
    const { status, headers } = await verify(portal, await begin(portal, owner), method, right());
    expect([status, Number(headers["retry-after"]) > 0], method).toEqual([429, true]);
  }
});

test("a hundred guesses at the code that turns a factor on are held back", async () => {
  const portal = await startPortal(limited);
  const owner = await newOwner();
  await openSession(owner);
  const { id } = await beginEmailFactor(owner, { current_password: PASSWORD });
  await portal.mail(owner.email, (mail) => /set up/.test(mail.subject));
  const { body } = await post(portal, "login", { email: owner.email, password: PASSWORD });
  const access: unknown = typeof body.data === "object" && body.data !== null ? Reflect.get(body.data, "access_token") : undefined;
  const statuses: number[] = [];
  for (let guess = 0; guess < 100; guess += 1) {
    const sent = { json: { code: String(100_000 + guess) }, headers: { authorization: `Bearer ${access}`, ...somewhere() } };
    statuses.push((await portal.request(`/api/v1/users/me/factors/${id}/confirm`, sent)).status);
  }
  expect([statuses.filter((status) => status === 422).length <= 20, statuses.at(-1)]).toEqual([true, 429]);
  expect((await db.user.findUniqueOrThrow({ where: { id: owner.userId } })).secondFactor).toBe(false);
});
