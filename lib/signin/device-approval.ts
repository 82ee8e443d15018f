import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { lockAccount } from "@/lib/accounts/profile";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { hashLinkToken } from "@/lib/one-time-secret";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import type { AskedSignIn, answerApprovalContract } from "@/lib/signin/device-approval.schema";
import { disown } from "@/lib/signin/disown";
import { goOnAsProgram, goOnInBrowser } from "@/lib/signin/finish";
import type { deviceStatusContract } from "@/lib/signin/login.schema";
import type { BrowserStep } from "@/lib/signin/password";
import { findPerson } from "@/lib/signin/person";
import { viewOfSignIn } from "@/lib/signin/view";
import { findPreAuth, noSuchSignIn } from "@/lib/tokens/pre-auth-token";

const deadLink = () => new AppError("TOKEN_EXPIRED", "This sign-in was answered already, or nobody waits for it any more.");

const openQuestion = (token: string) => ({ approvalHash: hashLinkToken(token), approvedAt: null, expiresAt: { gt: new Date() } });

/** What a mailed question is about; null when it is answered or nobody waits any more. Looking takes nothing. */
export async function findApprovalQuestion(token: string): Promise<AskedSignIn | null> {
  const select = { ip: true, userAgent: true, createdAt: true } as const;
  const row = await db.preAuthToken.findFirst({ where: openQuestion(token), select });
  return row && viewOfSignIn({ ...row, occurredAt: row.createdAt });
}

/**
 * The owner's answer to a mailed question, from whatever browser they read their mail in; it is taken once. Approving lets the one browser
 * or program on that waits for it, and nobody else (OWASP ASVS 5.0 §6.6.2). Refusing ends what `disown` ends.
 * @throws AppError TOKEN_EXPIRED, RATE_LIMITED.
 */
export async function answerApproval(
  actor: Actor,
  { token, answer }: z.output<typeof answerApprovalContract.input>,
): Promise<z.input<typeof answerApprovalContract.output>> {
  await limit("device.answer.ip", actor.context.ip ?? "unknown");
  const userId = await db.$transaction((tx) => (answer === "approve" ? approve(tx, actor, token) : refuse(tx, actor, token)));
  if (answer === "approve") return { status: "approved" };
  forgetCachedSessions(userId);
  return { status: "refused" };
}

async function approve(tx: Tx, actor: Actor, token: string): Promise<string> {
  const [row] = await tx.preAuthToken.updateManyAndReturn({
    where: openQuestion(token),
    data: { approvedAt: new Date() },
    select: { userId: true, ip: true, userAgent: true },
  });
  if (!row) throw deadLink();
  const details = { device_ip: row.ip, device_user_agent: row.userAgent };
  await audit(tx, actor, { action: "device.approved", target: { type: "user", id: row.userId }, details });
  return row.userId;
}

async function refuse(tx: Tx, actor: Actor, token: string): Promise<string> {
  const asked = await tx.preAuthToken.findFirst({ where: openQuestion(token), select: { userId: true } });
  // The account first, as the statements that open sessions do: none opens one meanwhile, and neither waits for the other.
  if (asked) await lockAccount(tx, asked.userId);
  const [row] = await tx.$queryRaw<{ user_id: string; ip: string | null; user_agent: string | null; created_at: Date }[]>`
    DELETE FROM pre_auth_tokens WHERE approval_hash = ${hashLinkToken(token)} AND approved_at IS NULL AND expires_at > now()
 RETURNING user_id, ip, user_agent, created_at`;
  if (!row) throw deadLink();
  await disown(tx, actor, {
    userId: row.user_id,
    deviceId: null,
    since: null,
    askedAt: null,
    evidence: { ip: row.ip, user_agent: row.user_agent, occurred_at: row.created_at.toISOString(), asked_for: "approval" },
  });
  return row.user_id;
}

/**
 * How a program's sign-in stands whose device is to be let in, and its end once that is done. Ask every few seconds.
 * @throws AppError TOKEN_REVOKED once it was refused or has run out; RATE_LIMITED.
 */
export async function checkApproval(
  actor: Actor,
  { pre_auth_token: token }: z.output<typeof deviceStatusContract.input>,
): Promise<z.input<typeof deviceStatusContract.output>> {
  return goOnAsProgram(actor, await waiting(actor, token));
}

/** The same for a browser. @param kept what it kept of an earlier sign-in. */
export async function checkApprovalInBrowser(actor: Actor, token: string, kept: string | null): Promise<BrowserStep> {
  return goOnInBrowser(actor, await waiting(actor, token), kept);
}

async function waiting(actor: Actor, token: string) {
  await limit("device.status.ip", actor.context.ip ?? "unknown");
  const preAuth = await findPreAuth(token);
  const person = await findPerson(preAuth.userId);
  if (!person) throw noSuchSignIn();
  return { preAuth, person, token };
}
