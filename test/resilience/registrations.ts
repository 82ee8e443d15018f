import { ask } from "./bystander";

/** One account and how many rows its registration left in each table. */
interface Traces {
  email: string;
  tokens: number;
  audited: number;
  mails: number;
}

/** What registrations left in the database, once the queue is empty. */
export interface Ledger {
  accounts: Map<string, Traces>;
  /** Rows whose account is not there. */
  strays: string[];
}

const ACCOUNTS = `
  SELECT email,
    (SELECT count(*)::int FROM one_time_tokens WHERE user_id = users.id AND purpose = 'verify_email') AS tokens,
    (SELECT count(*)::int FROM audit_events WHERE action = 'account.registered' AND target_id = users.id::text) AS audited,
    (SELECT count(*)::int FROM inbox_messages WHERE recipient = users.email) AS mails
  FROM users`;

const STRAYS = `
  SELECT 'mail to ' || recipient AS stray FROM inbox_messages WHERE recipient NOT IN (SELECT email FROM users)
  UNION ALL SELECT 'audit row ' || id FROM audit_events
    WHERE action = 'account.registered' AND target_id NOT IN (SELECT id::text FROM users)
  UNION ALL SELECT 'job ' || id FROM graphile_worker.jobs WHERE last_error IS NOT NULL`;

/** Reads them. */
export async function readLedger(url: string): Promise<Ledger> {
  const accounts = await ask<Traces & Record<string, unknown>>(url, ACCOUNTS);
  const strays = await ask<{ stray: string }>(url, STRAYS);
  return { accounts: new Map(accounts.map((account) => [account.email, account])), strays: strays.map(({ stray }) => stray) };
}

/** Of all accounts, those that are not exactly one row of each kind. */
export function halves({ accounts }: Ledger): Traces[] {
  return [...accounts.values()].filter(({ tokens, audited, mails }) => tokens !== 1 || audited !== 1 || mails !== 1);
}
