import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { invalidInput } from "@/lib/errors";
import { destinationOf, masked } from "@/lib/factors/destination";
import { type CodeMethod, isSent, type SentMethod } from "@/lib/factors/factors.schema";
import { secondFactorMethods } from "@/lib/factors/methods";
import { spendOnSending } from "@/lib/factors/sending-limits";
import { issueSentCode, SENT_CODE_SECONDS } from "@/lib/factors/sent-codes";
import type { sendCodeContract } from "@/lib/signin/login.schema";
import type { Door } from "@/lib/signin/steps";
import { findWaiting } from "@/lib/signin/waiting-sign-in";
import type { PreAuth } from "@/lib/tokens/pre-auth-token";

type Input = z.output<typeof sendCodeContract.input>;
type Sent = z.input<typeof sendCodeContract.output>;

/** How long to wait before asking for the next code, in seconds. */
const RESEND_SECONDS = 30;

/**
 * Sends the code of a program's sign-in by mail or by a text message; the one before it is worth nothing from then on.
 * @throws AppError TOKEN_REVOKED for a token that is used, run out or unknown; VALIDATION_ERROR beside `method` for one that is not
 * open to this sign-in; RATE_LIMITED.
 */
export const sendCode = (actor: Actor, input: Input): Promise<Sent> => send(actor, input, "program");

/** The same for a browser's sign-in. @throws what `sendCode` throws. */
export const sendBrowserCode = (actor: Actor, input: Input): Promise<Sent> => send(actor, input, "browser");

async function send(actor: Actor, { pre_auth_token: token, method }: Input, door: Door): Promise<Sent> {
  const begun = await findWaiting(actor, token, door);
  const { userId, tokenHash } = begun;
  const factor = (await secondFactorMethods(db, begun)).includes(method) ? await findFactor(userId, method) : null;
  if (!factor) throw invalidInput({ method: ["This sign-in takes no code that is sent this way. Try another way."] });
  await spendOnSending(actor, userId, method, factor.destination);
  await db.$transaction(async (tx) => {
    await issueSentCode(tx, actor, { id: factor.id, kind: method }, { preAuthHash: tokenHash });
    await audit(tx, actor, { action: "factor.code_sent", target: { type: "user", id: userId }, details: { method } });
  });
  return { method, destination: masked(method, factor.destination), expires_in: SENT_CODE_SECONDS, resend_in: RESEND_SECONDS };
}

async function findFactor(userId: string, kind: SentMethod): Promise<{ id: string; destination: string } | null> {
  const row = await db.codeFactor.findUnique({
    where: { userId_kind: { userId, kind } },
    select: { id: true, phone: true, user: { select: { email: true } } },
  });
  return row && { id: row.id, destination: destinationOf(row, row.user.email) };
}

/** One way in which a waiting sign-in can be finished, as its page offers it. */
export type OfferedMethod =
  | { method: "passkey"; destination: null }
  | { method: Exclude<CodeMethod, SentMethod>; destination: null }
  | {
      method: SentMethod;
      /** Where the code goes, with most of it hidden. */
      destination: string;
      /** Whether one was asked for already. */
      wasSent: boolean;
    };

/** The ways open to a sign-in that waits, the one to ask for first in front. */
export async function offeredMethods(begun: PreAuth): Promise<OfferedMethod[]> {
  const methods = await secondFactorMethods(db, begun);
  const sent = await db.sentCode.findMany({
    where: { preAuthHash: begun.tokenHash, expiresAt: { gt: new Date() } },
    select: { factor: { select: { kind: true } } },
  });
  const offers = methods.map(async (method): Promise<OfferedMethod[]> => {
    if (!isSent(method)) return [{ method, destination: null }];
    const factor = await findFactor(begun.userId, method);
    const wasSent = sent.some((code) => code.factor.kind === method);
    return factor ? [{ method, destination: masked(method, factor.destination), wasSent }] : [];
  });
  return (await Promise.all(offers)).flat();
}
