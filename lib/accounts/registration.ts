import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { addOneTimeToken } from "@/lib/accounts/one-time-tokens";
import { hashSetUp } from "@/lib/accounts/passkey-set-up";
import { assertGoodPassword } from "@/lib/accounts/password-choice";
import type { registerContract, registerForPasskeyContract } from "@/lib/accounts/registration.schema";
import { audit } from "@/lib/audit/audit";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { orderedId } from "@/lib/ordered-id";
import { hashPassword } from "@/lib/passwords/hash";

type Input = z.output<typeof registerContract.input>;

const takenUsername = () => conflict("This username is taken. Choose another.", "username");

/**
 * Registers an account that is not verified yet, or does the same work for an address that is known: the
 * answer, the time it takes and the rows it writes are alike, and only the mail tells the difference
 * (OWASP ASVS 5.0 §6.3.8).
 *
 * The password typed for an address that is known but not verified is kept with the new mail: who
 * proves the address gets the password of the registration they prove, never one planted before. Registering
 * again leaves the earlier mails good, so that a stranger cannot end somebody's registration by repeating it.
 * @throws AppError VALIDATION_ERROR for a weak password, CONFLICT for a taken username.
 */
export async function register(actor: Actor, input: Input): Promise<z.input<typeof registerContract.output>> {
  await limit("register.ip", actor.context.ip ?? "unknown");
  await limit("register.address", input.email);
  const passwordPresets = await assertGoodPassword("password", input.password, {
    email: input.email,
    username: input.username,
    name: input.full_name,
  });
  await assertUsernameFree(input);
  return keep(actor, input, { passwordHash: await hashPassword(input.password), passwordPresets });
}

/**
 * The same without a password: the first passkey is made once the address is proven, in the browser that registered and in no
 * other (docs/decisions/passkeys.md). A password that somebody else planted before is gone by then.
 * @param holder what only this browser holds. @throws AppError CONFLICT for a taken username.
 */
export async function registerForPasskey(
  actor: Actor,
  input: z.output<typeof registerForPasskeyContract.input>,
  holder: string,
): Promise<z.input<typeof registerForPasskeyContract.output>> {
  await limit("register.ip", actor.context.ip ?? "unknown");
  await limit("register.address", input.email);
  await assertUsernameFree(input);
  return keep(actor, input, { setUpHash: hashSetUp(holder) });
}

type Names = Omit<Input, "password">;
type Proof = { passwordHash: string; passwordPresets: string[]; setUpHash?: never } | { setUpHash: string; passwordHash?: never };

async function assertUsernameFree({ username }: Names): Promise<void> {
  if (username && (await db.user.count({ where: { username } })) > 0) throw takenUsername();
}

async function keep(actor: Actor, input: Names, proof: Proof): Promise<z.input<typeof registerContract.output>> {
  try {
    await db.$transaction(async (tx) => {
      const { id, inserted } = await insertOrFind(tx, input, proof);
      await addOneTimeToken(tx, { userId: id, purpose: "verify_email", email: input.email, ...proof, origin: actor.context });
      await audit(tx, actor, {
        action: inserted ? "account.registered" : "account.registration_repeated",
        target: { type: "user", id },
      });
    });
  } catch (error) {
    // Only the username is left to collide: the address is taken by the statement itself.
    if (isUniqueViolation(error)) throw takenUsername();
    throw error;
  }
  return { email: input.email, status: "pending_verification" };
}

/**
 * One statement for both cases, so that fifty at once make one account and no error, and a known address costs no
 * query more than a new one: an attacker could time it.
 */
async function insertOrFind(tx: Tx, input: Names, proof: Proof): Promise<{ id: string; inserted: boolean }> {
  const { hash, presets, changedAt } = proof.passwordHash
    ? { hash: proof.passwordHash, presets: proof.passwordPresets, changedAt: new Date() }
    : { hash: null, presets: [], changedAt: null };
  const [row] = await tx.$queryRaw<{ id: string; inserted: boolean }[]>`
    INSERT INTO users AS u (id, email, username, name, password_hash, password_presets, password_changed_at, updated_at)
    VALUES (${orderedId(Date.now())}::uuid, ${input.email}, ${input.username ?? null}, ${input.full_name ?? null},
            ${hash}, ${presets}::text[], ${changedAt}::timestamptz, now())
        ON CONFLICT (email) DO UPDATE SET updated_at = u.updated_at
    -- A row that this statement inserted was never locked or replaced by anybody.
 RETURNING id, xmax = 0 AS inserted`;
  if (!row) throw new Error("PostgreSQL returned no row for an upsert.");
  return row;
}
