import { fork } from "node:child_process";
import { withClient } from "../scripts/database/connect.mjs";
import { migrate } from "../scripts/database/migrate.mjs";
import { createDatabase } from "../scripts/database/scratch.mjs";
import { Sentence } from "../scripts/launch/progress.mjs";
import { portalEnvironment } from "./processes.mjs";
import { row } from "./table.mjs";

const FEW = 10_000;
const SAMPLES = 60;
const ACTOR = "00000000-0000-4000-8000-";
const TARGET = "00000000-0000-4000-9000-";
const OFTEN = `actor:${ACTOR}000000000001`;
const SCOPE = "0192f3c4-0000-7000-8000-000000000001";

/** What is asked of both logs. What is rare happened long ago, and what is never has no row. */
const QUESTIONS = [
  ["first page", ""],
  ["action, frequent", "action:session.created"],
  ["action, rare", "action:role.deleted"],
  ["actions of one kind, rare", "action:role.*"],
  ["all but the frequent action", "-action:session.created"],
  ["all but a rare action", "-action:role.deleted"],
  ["actor, frequent", OFTEN],
  ["actor, rare", `actor:${ACTOR}000000000999`],
  ["target, rare", `target:${TARGET}000000009999`],
  ["ip, frequent", "ip:192.0.2.1"],
  ["ip, rare", "ip:203.0.113.9"],
  ["all but a frequent ip", "-ip:192.0.2.1"],
  ["what was denied", "outcome:denied"],
  ["what did not succeed", "-outcome:success"],
  ["a day in the middle", "created:2031-03-01"],
  ["a rare action in a range of days", "action:member.* created:2031-01-15..2031-05-15"],
  ["two that never meet", `${OFTEN} ip:203.0.113.9`],
  ["three that never meet", `${OFTEN} -action:session.created -ip:192.0.2.1 outcome:denied`],
];

/** The same searches in a log of ten thousand rows and in one of very many, in turns: the p95 of each, and their ratio. */
export async function auditRows(context) {
  const few = await logWith(FEW, context);
  const many = await logWith(context.plan.auditRows, context);
  const rows = [];
  for (const [name, q] of QUESTIONS) {
    const [small, large] = await inTurns([few, many], q);
    // Less than a turn of the machine's clock says nothing about a log.
    const times = { what: "times", value: Math.max(large, 5) / Math.max(small, 5), sign: "≤", limit: 1.5 };
    rows.push(row(`audit log: ${name}, p95, ${FEW} rows`, small, "ms"));
    rows.push(row(`audit log: ${name}, p95, ${many.rows} rows`, large, "ms", times));
  }
  few.stop();
  many.stop();
  return rows;
}

async function inTurns(logs, q) {
  const seen = logs.map(() => []);
  for (let at = -10; at < SAMPLES; at += 1) {
    for (const [which, log] of logs.entries()) {
      const ms = await log.ask(q);
      if (at >= 0) seen[which].push(ms);
    }
  }
  return seen.map((times) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]);
}

/** A database with one log of `rows` rows, and a process that searches it with the portal's own code. */
async function logWith(rows, { databaseUrl, folder }) {
  const admin = new URL(databaseUrl);
  admin.pathname = "/postgres";
  const url = await createDatabase(admin.href, { name: `audit_${rows}` });
  await migrate(url);
  await fill(url, rows);
  const env = { ...(await portalEnvironment(url, folder, "argon2id")), LOG_LEVEL: "silent" };
  const child = fork("dist/audit-search.mjs", { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const next = () =>
    new Promise((resolve, reject) => {
      const ended = (code) => reject(new Sentence(`dist/audit-search.mjs ended (${code}).`));
      child.once("exit", ended);
      child.once("message", (answer) => {
        child.off("exit", ended);
        resolve(answer);
      });
    });
  await next();
  return {
    rows,
    ask: async (q) => {
      const answer = next();
      child.send({ scope: SCOPE, q });
      return (await answer).ms;
    },
    stop: () => child.disconnect(),
  };
}

/** Half a year of one organization, made in the database; indexes are made afterwards, which is several times as quick. */
async function fill(url, rows) {
  await withClient(url, async (client) => {
    const { rows: indexes } = await client.query(
      `SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'audit_events' AND indexname <> 'audit_events_pkey'`,
    );
    for (const { indexname } of indexes) await client.query(`DROP INDEX "${indexname}"`);
    await client.query(
      `INSERT INTO audit_events (id, scope, occurred_at, action, outcome, actor_type, actor_id, session_id, target_type, target_id,
                                 ip, user_agent, request_id, details, mac)
       SELECT (lpad(to_hex(extract(epoch FROM at)::bigint * 1000 + n % 1000), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid,
              $1, at,
              CASE WHEN n <= 20 THEN 'role.deleted' WHEN n % 97 = 0 THEN 'member.added' WHEN n % 89 = 0 THEN 'unit.created'
                   WHEN n % 61 = 0 THEN 'session.failed' WHEN n % 59 = 0 THEN 'session.ended' ELSE 'session.created' END,
              CASE WHEN n <= 40 THEN 'denied' WHEN n % 61 = 0 THEN 'failure' ELSE 'success' END,
              'user', $3 || lpad((CASE WHEN n <= 10 THEN 999 ELSE n % 50 END)::text, 12, '0'), h,
              'user', $4 || lpad((CASE WHEN n <= 10 THEN 9999 ELSE n % 5000 END)::text, 12, '0'),
              CASE WHEN n <= 10 THEN '203.0.113.9' ELSE '192.0.2.' || n % 20 END,
              'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0', h, '{"for": "browser", "method": "password"}', h || h
         FROM (SELECT n, md5(n::text) AS h, timestamptz '2031-01-01Z' + n * (interval '181 days' / $2::int) AS at
                 FROM generate_series(1, $2::int) AS n) AS made`,
      [SCOPE, rows, ACTOR, TARGET],
    );
    for (const { indexdef } of indexes) await client.query(indexdef);
    await client.query("VACUUM ANALYZE audit_events");
  });
}
