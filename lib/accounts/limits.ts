import { isIP } from "node:net";
import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, authorizeAct } from "@/lib/access/authorize";
import { findAccount } from "@/lib/accounts/administration";
import type { resetLimitsContract, showLimitsContract } from "@/lib/accounts/limits.schema";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { peekLimit, resetLimit } from "@/lib/limits/administration";
import { lookAtBrake, releaseBrake } from "@/lib/limits/brake";
import { BRAKE_NAMES, BRAKES, type BrakeName } from "@/lib/limits/brakes";
import { BUDGET_NAMES, type BudgetName } from "@/lib/limits/budgets";

interface Subject {
  userId: string | null;
  /** Everything its attempts may be counted under. */
  keys: string[];
  names: BudgetName[];
  brakes: BrakeName[];
}

/**
 * A network address has the budgets that end in `.ip` and the brakes that end in `.network`, everybody else the rest: also an address
 * without an account.
 */
async function subjectOf(actor: Actor, whose: string): Promise<Subject> {
  const isAddress = isIP(whose) !== 0;
  const names = BUDGET_NAMES.filter((name) => name.endsWith(".ip") === isAddress);
  const brakes = BRAKE_NAMES.filter((name) => name.endsWith(".network") === isAddress);
  if (isAddress) return { userId: null, keys: [whose], names, brakes };
  try {
    const { id, email, username } = await findAccount(actor, { user: whose });
    return { userId: id, keys: [id, email, ...(username ? [username] : [])], names, brakes };
  } catch (error) {
    if (error instanceof AppError && error.type === "NOT_FOUND") return { userId: null, keys: [whose], names, brakes };
    throw error;
  }
}

/** Which budgets of somebody are being spent, and which hold them back. @throws AppError FORBIDDEN. */
export async function showLimits(
  actor: Actor,
  input: z.output<typeof showLimitsContract.input>,
): Promise<z.input<typeof showLimitsContract.output>> {
  authorize(actor, "platform.users.read");
  const { keys, names, brakes } = await subjectOf(actor, input.whose);
  const items = [];
  for (const name of brakes) {
    const { [name]: shape } = BRAKES;
    for (const key of keys) {
      const { failures, waitMs, msLeft } = await lookAtBrake(name, key);
      if (failures === 0) continue;
      const [wait, left] = [Math.ceil(waitMs / 1000), Math.ceil(msLeft / 1000)];
      const facts = { name, key, spent: failures, points: shape.free, window_seconds: shape.forgetSeconds };
      items.push({ ...facts, seconds_left: left, wait_seconds: wait, is_held_back: wait > 0 });
    }
  }
  for (const name of names) {
    for (const key of keys) {
      for (const { spent, points, seconds, secondsLeft } of await peekLimit(name, key)) {
        if (spent === 0) continue;
        const [isHeldBack, facts] = [spent >= points, { name, key, spent, points, window_seconds: seconds, seconds_left: secondsLeft }];
        items.push({ ...facts, wait_seconds: isHeldBack ? secondsLeft : 0, is_held_back: isHeldBack });
      }
    }
  }
  return { items };
}

/** Gives somebody all their budgets back, for the person who is held back by what others did. @throws AppError FORBIDDEN. */
export async function resetLimits(
  actor: Actor,
  input: z.output<typeof resetLimitsContract.input>,
): Promise<z.input<typeof resetLimitsContract.output>> {
  await authorizeAct(actor, "platform.users.manage");
  const spent = await showLimits(actor, input);
  const { userId } = await subjectOf(actor, input.whose);
  await db.$transaction((tx) =>
    audit(tx, actor, {
      action: "limits.reset",
      ...(userId ? { target: { type: "user", id: userId } } : {}),
      details: { budgets: [...new Set(spent.items.map(({ name }) => name))], ...(userId ? {} : { whose: input.whose }) },
    }),
  );
  const keysOf = (name: string) => new Set(spent.items.filter((item) => item.name === name).map((item) => item.key));
  for (const name of BRAKE_NAMES) for (const key of keysOf(name)) await releaseBrake(name, key);
  for (const name of BUDGET_NAMES) for (const key of keysOf(name)) await resetLimit(name, key);
  return { reset: spent.items.length };
}
