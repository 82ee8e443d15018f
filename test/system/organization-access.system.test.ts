import { beforeAll, describe, expect, test } from "vitest";
import { ORGANIZATION_PERMISSIONS } from "@/lib/access/permissions";
import type { Client } from "./client";
import { addMember, newScene, type Scene, signedInMember } from "./organization";
import { ORGANIZATION_ROUTES, requestTo } from "./organization-routes";
import { addPerson, newAddress, openSession, type Person } from "./people";
import { startPortal } from "./portal";
import { apiPaths } from "./routes";
import { stateOfTheDatabase } from "./rows";

const portal = await startPortal();
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const HAS_ID = new RegExp(ID.source);
const base = "/api/v1/organizations/";

let scene: Scene;
let newcomer: Person;
let outsiders: [string, Client][];
let plainMember: Client;
let foreignOwner: Client;
let foreign: Scene;

beforeAll(async () => {
  scene = await newScene(await addPerson());
  newcomer = await addPerson();
  plainMember = await signedInMember(portal, scene.organization, "member");
  const stranger = await addPerson();
  foreign = await newScene(stranger);
  foreignOwner = await openSession(portal, stranger);
  const [suspended, ended] = [await addPerson(), await addPerson()];
  await addMember(scene.organization, suspended, "admin", { status: "suspended" });
  await addMember(scene.organization, ended, "admin", { endsAt: new Date(Date.now() - 1000) });
  outsiders = [
    ["the owner of another organization", foreignOwner],
    ["a suspended admin", await openSession(portal, suspended)],
    ["an admin whose membership has ended", await openSession(portal, ended)],
  ];
});

const named = ORGANIZATION_ROUTES.map((route) => ({
  ...route,
  name: `${route.method} ${new URL(route.path(placeholder()), "http://x/").pathname.replace(ID, "{id}")}`,
}));

function placeholder(): Scene {
  const id = "00000000-0000-7000-8000-000000000000";
  return { organization: id, target: { id, email: "" }, unit: id, emptyUnit: id, role: id, assignment: id, invitation: id };
}

test("every address of an organization has its line in the table", async () => {
  const paths = apiPaths().filter((path) => path.startsWith(`${base}00000000`) && !path.endsWith("/leave"));
  const existing = await Promise.all(
    paths.map(async (path) => {
      const { headers } = await portal.request(path, { method: "OPTIONS" });
      const methods = (headers.allow ?? "").split(", ").filter((method) => !["OPTIONS", "HEAD"].includes(method));
      return methods.map((method) => `${method} ${path.slice(base.length).replace(ID, "{id}").replace("{id}", "")}`);
    }),
  );
  const listed = ORGANIZATION_ROUTES.map(({ method, path }) => `${method} ${path(placeholder()).replace(/\?.*/, "").replace(ID, "{id}")}`);
  expect(listed.toSorted()).toEqual(existing.flat().toSorted());
});

describe.each(named)("$name needs $permission", (route) => {
  const holders: readonly string[] = ORGANIZATION_PERMISSIONS[route.permission].roles;

  test("is 401 for nobody, 404 for whoever does not belong, refused to members without it, and changes nothing", async () => {
    const before = await stateOfTheDatabase();
    const [path, sent] = requestTo(route, scene, newcomer);
    expect((await portal.request(path, sent)).status).toBe(401);
    for (const [who, client] of outsiders) {
      const answer = await client.request(path, sent);
      expect(answer.status, who).toBe(404);
      expect(answer.text).not.toContain(scene.target.email);
    }
    if (!holders.includes("member")) expect([403, 404]).toContain((await plainMember.request(path, sent)).status);
    expect(await stateOfTheDatabase()).toBe(before);
  });

  test("is answered to exactly the built-in roles of the documented table, and to administrators of the platform", async () => {
    for (const role of ["owner", "admin", "member"]) {
      const own = await newScene(await addPerson());
      const client = await signedInMember(portal, own.organization, role);
      const [path, sent] = requestTo(route, own, await addPerson());
      const { status, text } = await client.request(path, sent);
      if (!holders.includes(role)) expect([403, 404], role).toContain(status);
      else if (route.allowed) expect(status, `${role} ${text}`).toBe(route.allowed);
      else expect(status, `${role} ${text}`).toBeLessThan(300);
    }
    const own = await newScene(await addPerson());
    const administrator = await openSession(portal, await addPerson({ role: "admin" }));
    const [path, sent] = requestTo(route, own, await addPerson());
    const { status, text } = await administrator.request(path, sent);
    if (route.allowed) expect(status, text).toBe(route.allowed);
    else expect(status, text).toBeLessThan(300);
  });
});

describe("ids of another organization", () => {
  test.each(named.filter(({ path }) => HAS_ID.test(path(placeholder()))))(
    "in the address of $name are 404, and nothing changes",
    async (route) => {
      const before = await stateOfTheDatabase();
      const [path, sent] = requestTo(route, scene, newcomer, foreign.organization);
      const { status, text } = await foreignOwner.request(path, sent);
      expect(status, text).toBe(404);
      expect(await stateOfTheDatabase()).toBe(before);
    },
  );

  const bodies: [string, string, (here: Scene, there: Scene) => [string, Record<string, unknown>]][] = [
    ["POST", "the unit of a new member", (_, there) => ["/members", { user_id: newcomer.id, unit_id: there.unit }]],
    ["PATCH", "the unit of a role", (here, there) => [`/members/${here.target.id}/role`, { role: "member", unit_id: there.unit }]],
    [
      "POST",
      "the unit of a further role",
      (here, there) => [`/members/${here.target.id}/unit-roles`, { role: "admin", unit_id: there.unit }],
    ],
    ["POST", "the unit of many", (here, there) => ["/members/bulk", { user_ids: [here.target.id], act: "move", unit_id: there.unit }]],
    ["POST", "the unit of an invitation", (_, there) => ["/invitations", { email: newAddress(), unit_id: there.unit }]],
    [
      "POST",
      "the unit of one of many",
      (_, there) => ["/invitations/bulk", { invitations: [{ email: newAddress(), unit_id: there.unit }] }],
    ],
    ["POST", "the parent of a unit", (_, there) => ["/units", { name: "Child", parent_id: there.unit }]],
    ["PATCH", "the parent of a moved unit", (here, there) => [`/units/${here.unit}`, { parent_id: there.unit }]],
    ["GET", "the filter of members", (_, there) => [`/members?unit_id=${there.unit}`, {}]],
    [
      "GET",
      "the place of an explanation",
      (here, there) => [`/explain?user_id=${here.target.id}&permission=members.read&unit_id=${there.unit}`, {}],
    ],
    ["GET", "the person of an explanation", (_, there) => [`/explain?user_id=${there.target.id}&permission=members.read`, {}]],
  ];

  test.each(bodies)("%s: as %s are 404, and nothing changes", async (method, _what, make) => {
    const before = await stateOfTheDatabase();
    const [path, json] = make(foreign, scene);
    const { status, text } = await foreignOwner.request(`${base}${foreign.organization}${path}`, method === "GET" ? {} : { method, json });
    expect(status, text).toBe(404);
    expect(await stateOfTheDatabase()).toBe(before);
  });
});
