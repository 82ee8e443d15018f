import pg, { type ClientBase } from "pg";
import { type AuditFinding, FindingCollector } from "@/lib/audit/findings";
import type { AuditHead } from "@/lib/audit/seal";
import { readScopes } from "@/lib/audit/stored";
import { type OnProgress, type ScopeReport, verifyScope } from "@/lib/audit/verify-scope";
import { env } from "@/lib/env";
import { loadKeptKeys } from "@/lib/kept-keys";

export interface VerifyOptions {
  /** Only this chain; all of them when absent. */
  scope?: string;
  /** Heads that were kept outside of the database: without one, a cut-off end cannot be seen. */
  expectedHeads?: readonly AuditHead[];
  /** Of each chain, how far it is. */
  onProgress?: OnProgress;
}

export interface AuditReport {
  /** True when nothing is wrong. */
  ok: boolean;
  checkedAt: Date;
  scopes: ScopeReport[];
  /** The first thousand. */
  findings: AuditFinding[];
  findingCount: number;
}

async function checkHeads(client: ClientBase, heads: readonly AuditHead[], found: FindingCollector): Promise<void> {
  for (const { scope, sequence, hash } of heads) {
    const { rows } = await client.query<{ hash: string }>("SELECT hash FROM audit_seals WHERE scope = $1 AND sequence = $2", [
      scope,
      sequence,
    ]);
    const stored = rows[0]?.hash;
    if (stored === undefined) found.add({ kind: "head_missing", scope, sequence });
    else if (stored !== hash) found.add({ kind: "head_differs", scope, sequence });
  }
}

/**
 * Checks the whole audit trail in one snapshot, in bounded memory, without holding up anybody: every
 * row's keyed hash, every batch, every seal and the chain between them, and rows outside of it. It sees
 * all that was done without the key, except the removal of rows not yet sealed together with their
 * marks, and of the newest seals with their rows; the latter shows against `expectedHeads`.
 */
export async function verifyAudit(options: VerifyOptions = {}): Promise<AuditReport> {
  await loadKeptKeys();
  const found = new FindingCollector();
  const scopes: ScopeReport[] = [];
  const checkedAt = new Date();
  // A connection of its own: a long trail takes longer than the pool allows one statement, or one silence.
  const client = new pg.Client({ connectionString: env.DATABASE_URL, connectionTimeoutMillis: 5_000, application_name: "portico-verify" });
  // One that is lost is reported by the query that needs it.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const names = options.scope === undefined ? await readScopes(client) : [options.scope];
    for (const name of names) scopes.push(await verifyScope(client, name, found, options.onProgress));
    const heads = options.expectedHeads ?? [];
    await checkHeads(client, options.scope === undefined ? heads : heads.filter((head) => head.scope === options.scope), found);
  } finally {
    await client.end();
  }
  const first: AuditFinding[] = found.suspectsKey ? [{ kind: "key_differs" }] : [];
  return {
    ok: found.count === 0,
    checkedAt,
    scopes,
    findings: [...first, ...found.findings],
    findingCount: first.length + found.count,
  };
}
