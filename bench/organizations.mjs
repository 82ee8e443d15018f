import { migrate } from "../scripts/database/migrate.mjs";
import { createDatabase } from "../scripts/database/scratch.mjs";
import { Sentence } from "../scripts/launch/progress.mjs";
import { call, inTurns } from "./in-turns.mjs";
import { addOrganizations } from "./many-members.mjs";
import { addUsers } from "./many-users.mjs";
import { portalEnvironment, runJson, startPortal } from "./processes.mjs";
import { row } from "./table.mjs";

const PASSWORD = "a password of the bench";
const FEW = { members: 1_000, organizations: 1_000 };
const LIMIT = 1.5;

const members = (query) => (portal) => portal.get(`/organizations/${portal.places.organization}/members?limit=50&${query}`);
const from = (name, query) => (portal) => members(`cursor=${portal.places[name]}&${query}`)(portal);
const invitations = (query) => (portal) => portal.get(`/organizations/${portal.places.organization}/invitations?limit=50&${query}`);
const ROLES = ["role-1", "member"];

const addressOf = (portal, at) => `person${((at * 7_919) % (portal.members - 1)) + 1}@people.example`;

/**
 * What is asked of both portals. What has to collect its hits before it can sort them takes as long as there are hits, of which
 * the larger portal has a thousand times as many: that is shown, without a target.
 */
const MEASURES = [
  ["members by name", members("sort=name")],
  ["members by address, backwards", members("sort=email&order=desc")],
  ["members, who joined last", members("sort=joined&order=desc")],
  ["members, who was here last", members("sort=last_seen&order=desc")],
  ["members by role", members("sort=role")],
  ["members by name, from the middle", from("byName", "sort=name")],
  ["members by last sign-in, from the middle", from("bySeen", "sort=last_seen")],
  ["members by role, from the middle", from("byRole", "sort=role")],
  ["members, only admins", members("role=admin")],
  ["members, only one role", members("role=role-3&sort=joined")],
  ["members, only suspended", members("status=suspended")],
  ["members, only ended", members("status=ended&sort=last_seen"), "collected"],
  ["members of one unit", (portal) => members(`unit_id=${portal.places.unit}`)(portal)],
  ["members, search `ana`", members("search=ana")],
  ["members, search `ana` among admins", members("search=ana&role=admin")],
  ["members, search for one address", (portal, at) => members(`search=${addressOf(portal, at)}`)(portal)],
  // Numbered addresses: nothing is worse for trigrams. Real ones have names in them.
  [
    "members, search for a part that all addresses resemble",
    (portal, at) => members(`search=${addressOf(portal, at).replace(".example", "")}`)(portal),
    "collected",
  ],
  ["members, search for nobody", members("search=xyzzy")],
  ["members, search `an`", members("search=an")],
  ["one member", (portal, at) => portal.get(`/organizations/${portal.places.organization}/members/${portal.plainMember(at)}`)],
  ["a change of role", (portal) => portal.changeRole()],
  ["the page of members", (portal) => portal.page("/orgs/organization-0/members")],
  ["GET /auth/me, in 51 organizations", (portal) => portal.get("/auth/me")],
  ["one's organizations, 51", (portal) => portal.get("/users/me/organizations?limit=100")],
  ["an organization", (portal) => portal.get(`/organizations/${portal.places.organization}`)],
  ["roles, with how many have them", (portal) => portal.get(`/organizations/${portal.places.organization}/roles`)],
  ["invitations", invitations("")],
  ["invitations, from the middle", (portal) => invitations(`cursor=${portal.places.invitation}`)(portal)],
  ["invitations, only open", invitations("status=open")],
  ["invitations, only expired", invitations("status=expired"), "collected"],
  ["invitations, only revoked", invitations("status=revoked"), "collected"],
  ["invitations, search for one address", invitations("search=invited77@")],
  ["invitations, search for nobody", invitations("search=xyzzy")],
  ["all organizations", (portal) => portal.get("/organizations?limit=50")],
  ["all organizations, search for one", (portal) => portal.get("/organizations?limit=50&search=organization-777"), "collected"],
  ["all organizations, search for none", (portal) => portal.get("/organizations?limit=50&search=xyzzy")],
].map(([name, ask, kind]) => ({ name, ask, isCollected: kind === "collected" }));

/**
 * The same questions to a portal with a thousand members and organizations, and to one with a million members in one organization and a
 * hundred thousand others beside it: the p95 of each, and their ratio.
 */
export async function organizationRows(context) {
  const { plan } = context;
  const few = await portalWith(FEW, context);
  const many = await portalWith({ members: plan.users, organizations: plan.organizations }, context);
  const rows = [];
  for (const { name, ask, isCollected } of MEASURES) {
    const [small, large] = await inTurns([few, many], { samples: plan.samples, ask });
    rows.push(row(`${name}, p95, ${few.members} members`, small, "ms"));
    rows.push(
      row(`${name}, p95, ${many.members} members`, large, "ms", {
        what: "times",
        value: large / small,
        sign: "≤",
        ...(isCollected ? {} : { limit: LIMIT }),
      }),
    );
  }
  await few.stop();
  await many.stop();
  return rows;
}

/** A portal of its own with so many members in one organization, whose owner asks. */
async function portalWith({ members, organizations }, { databaseUrl, folder }) {
  const admin = new URL(databaseUrl);
  admin.pathname = "/postgres";
  const url = await createDatabase(admin.href, { name: `bench_members_${members}` });
  await migrate(url);
  const env = await portalEnvironment(url, folder, "argon2id");
  const { emails, token } = await runJson("dist/seed.mjs", [1, PASSWORD], env);
  await addUsers(url, members, emails[0]);
  const places = await addOrganizations(url, organizations, emails[0]);
  const { url: origin, stop } = await startPortal(env, folder);
  const { access_token: bearer } = await call(`${origin}/api/v1/auth/login`, { email: emails[0], password: PASSWORD });
  let changes = 0;
  const plainMember = (at) => places.plain[at % places.plain.length];
  return {
    members,
    places,
    stop,
    plainMember,
    get: (path) => call(`${origin}/api/v1${path}`, undefined, bearer),
    changeRole: () => {
      const role = ROLES[Math.floor(changes / places.plain.length) % 2];
      const person = plainMember(changes++);
      return call(`${origin}/api/v1/organizations/${places.organization}/members/${person}/role`, { role }, bearer, "PATCH");
    },
    page: async (path) => {
      const answer = await fetch(origin + path, { headers: { cookie: `portico.session=${token}` }, redirect: "manual" });
      const text = await answer.text();
      if (!answer.ok || !text.includes("people.example")) throw new Sentence(`${path}: ${answer.status}`);
    },
  };
}
