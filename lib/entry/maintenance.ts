import { deleteEndedOneTimeTokens, deleteExpiredCodeGuesses, deleteExpiredDataExports } from "@/lib/accounts/cleanup";
import { eraseDueAccounts } from "@/lib/accounts/erasure";
import { removeExpiredAuditEvents } from "@/lib/audit/retention";
import { deleteExpiredAnswers } from "@/lib/entry/idempotency/once";
import { deleteExpiredSentCodes } from "@/lib/factors/sent-codes";
import { deleteExpiredLimits } from "@/lib/limits/administration";
import { log } from "@/lib/log";
import { cleanInbox } from "@/lib/mail/inbox";
import { deleteEndedInvitations } from "@/lib/organizations/invitation-ends";
import { deleteEndedOrganizations } from "@/lib/organizations/lifecycle";
import { deleteExpiredChallenges } from "@/lib/passkeys/challenges";
import { deleteEndedSessions } from "@/lib/sessions/cleanup";
import { deleteUnusedDevices } from "@/lib/sessions/devices";
import { deleteExpiredAlerts } from "@/lib/signin/look";
import { deleteExpiredPreAuth } from "@/lib/tokens/pre-auth-token";
import { deleteExpiredRevocations } from "@/lib/tokens/revocation";
import { deleteRetiredKeys } from "@/lib/tokens/signing-keys";

/** What ended stays for a week, so that "this link is no longer good" can be told from "there never was one". */
const KEPT_DAYS = 7;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A browser keeps its name for a year after the last sign-in (lib/entry/cookies.ts). */
const DEVICE_DAYS = 366;

/** Rows of one statement: short locks, and room for others in between. */
const BATCH = 1_000;

/** Statements of one kind in one run; what is left waits for the next. */
const MOST_BATCHES = 50;

/** How many rows of each kind a clean-up deleted, named as on the wire. */
export interface CleanupCounts {
  sessions: number;
  one_time_tokens: number;
  code_guesses: number;
  inbox_messages: number;
  rate_limits: number;
  signing_keys: number;
  revoked_tokens: number;
  pre_auth_tokens: number;
  devices: number;
  sign_in_alerts: number;
  sent_codes: number;
  passkey_challenges: number;
  idempotency_keys: number;
  organizations: number;
  invitations: number;
  data_exports: number;
  audit_events: number;
  erased_accounts: number;
}

/** Deletes what ended more than a week ago and erases the accounts whose grace period is over, in small batches; the work of `maintenance.cleanup` and of `portico cleanup`. */
export async function cleanUp(): Promise<CleanupCounts> {
  const before = new Date(Date.now() - KEPT_DAYS * DAY_MS);
  const counts = {
    sessions: await inBatches((batch) => deleteEndedSessions(before, batch)),
    one_time_tokens: await inBatches((batch) => deleteEndedOneTimeTokens(before, batch)),
    // A guess has nothing to tell once its code has ended.
    code_guesses: await inBatches(deleteExpiredCodeGuesses),
    inbox_messages: await inBatches((batch) => cleanInbox(before, batch)),
    // Nobody asks about a counter that has run out: it goes at once.
    rate_limits: await inBatches(deleteExpiredLimits),
    signing_keys: await deleteRetiredKeys(),
    revoked_tokens: await deleteExpiredRevocations(),
    sent_codes: await inBatches(deleteExpiredSentCodes),
    pre_auth_tokens: await inBatches(deleteExpiredPreAuth),
    devices: await inBatches((batch) => deleteUnusedDevices(new Date(Date.now() - DEVICE_DAYS * DAY_MS), batch)),
    sign_in_alerts: await inBatches(deleteExpiredAlerts),
    passkey_challenges: await inBatches(deleteExpiredChallenges),
    idempotency_keys: await inBatches(deleteExpiredAnswers),
    // One at a time: a large one takes a while.
    organizations: await inBatches(deleteEndedOrganizations, 1),
    invitations: await inBatches(deleteEndedInvitations),
    // A copy of somebody's data is kept no longer than was promised.
    data_exports: await inBatches(deleteExpiredDataExports),
    audit_events: await removeExpiredAuditEvents(),
    erased_accounts: await inBatches(eraseDueAccounts),
  };
  log.info(counts, "cleaned up");
  return counts;
}

async function inBatches(remove: (batch: number) => Promise<number>, size = BATCH): Promise<number> {
  let removed = 0;
  for (let round = 0; round < MOST_BATCHES; round += 1) {
    const count = await remove(size);
    removed += count;
    if (count < size) break;
  }
  return removed;
}
