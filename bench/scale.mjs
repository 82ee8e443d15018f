import { migrate } from "../scripts/database/migrate.mjs";
import { createDatabase } from "../scripts/database/scratch.mjs";
import { call, inTurns } from "./in-turns.mjs";
import { addUsers } from "./many-users.mjs";
import { portalEnvironment, runJson, startPortal } from "./processes.mjs";
import { row } from "./table.mjs";

const PASSWORD = "a password of the bench";
const FEW = 1_000;

/** What is asked of both portals, and how often: sign-ins are dear, the rest is quick. */
const MEASURES = [
  { name: "sign-in, API (argon2id)", samples: 120, limit: 1.3, ask: (portal, at) => portal.signIn(portal.somebody(at)) },
  { name: "GET /auth/me, bearer", samples: 1_500, limit: 1.3, ask: (portal) => portal.get("/api/v1/auth/me") },
  { name: "refresh", samples: 400, limit: 1.3, ask: (portal) => portal.refresh() },
  { name: "list of accounts", samples: 300, limit: 1.3, ask: (portal) => portal.get("/api/v1/users?limit=50") },
  { name: "list by role", samples: 300, limit: 1.3, ask: (portal) => portal.get("/api/v1/users?role=admin&limit=50") },
  { name: "search, a frequent name", samples: 300, limit: 1.3, ask: (portal) => portal.get("/api/v1/users?search=ana&limit=50") },
  { name: "search, one address", samples: 300, limit: 1.3, ask: (portal, at) => portal.get(`/api/v1/users?search=${portal.somebody(at)}`) },
  { name: "search, nobody", samples: 300, limit: 1.3, ask: (portal) => portal.get("/api/v1/users?search=xyzzy") },
];

/** The same questions to a portal with a thousand accounts and to one with very many, in turns: the p95 of each, and their ratio. */
export async function scaleRows(context) {
  const few = await portalWith(FEW, context);
  const many = await portalWith(context.plan.users, context);
  const rows = [];
  for (const measure of MEASURES) {
    const [small, large] = await inTurns([few, many], measure);
    const times = { what: "times", value: large / small, sign: "≤", limit: measure.limit };
    rows.push(row(`${measure.name}, p95, ${FEW} accounts`, small, "ms"));
    rows.push(row(`${measure.name}, p95, ${many.users} accounts`, large, "ms", times));
  }
  await few.stop();
  await many.stop();
  return rows;
}

/** A portal of its own with `users` accounts, and the tokens of an administrator. */
async function portalWith(users, { databaseUrl, folder }) {
  const admin = new URL(databaseUrl);
  admin.pathname = "/postgres";
  const url = await createDatabase(admin.href, { name: `bench_${users}` });
  await migrate(url);
  const env = await portalEnvironment(url, folder, "argon2id");
  const { emails } = await runJson("dist/seed.mjs", [1, PASSWORD], env);
  await addUsers(url, users, emails[0]);
  const { url: origin, stop } = await startPortal(env, folder);
  let tokens = await call(`${origin}/api/v1/auth/login`, { email: emails[0], password: PASSWORD });
  return {
    users,
    stop,
    /** Somebody else each time, all over the table. */
    somebody: (at) => `person${((at * 7_919) % (users - 1)) + 1}@people.example`,
    signIn: (email) => call(`${origin}/api/v1/auth/login`, { email, password: PASSWORD }),
    get: (path) => call(origin + path, undefined, tokens.access_token),
    refresh: async () => {
      tokens = await call(`${origin}/api/v1/auth/refresh`, { refresh_token: tokens.refresh_token });
    },
  };
}
