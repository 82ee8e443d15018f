import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newScene } from "./organization";
import { addPerson, openSession } from "./people";
import { startPortal } from "./portal";

const portal = await startPortal();

type Browser = Awaited<ReturnType<typeof openSession>>;
const ME = "/api/v1/users/me";

const read = (client: Browser, path: string, headers: Record<string, string> = {}) => client.request(path, { headers });
const change = (client: Browser, path: string, json: Record<string, unknown>, match?: string) =>
  client.request(path, { method: "PATCH", json, headers: match === undefined ? {} : { "if-match": match } });

/** What has a tag: an organization, somebody's own account, read by themselves, and somebody else's, read by an administrator. */
const doors: Record<string, () => Promise<{ client: Browser; path: string; field?: string }>> = {
  "an organization": async () => {
    const owner = await addPerson();
    const { organization } = await newScene(owner);
    return { client: await openSession(portal, owner), path: `/api/v1/organizations/${organization}`, field: "name" };
  },
  "one's own account": async () => ({ client: await openSession(portal, await addPerson()), path: ME }),
  "one's own account by id": async () => {
    const person = await addPerson();
    return { client: await openSession(portal, person), path: `/api/v1/users/${person.id}` };
  },
  "another's account": async () => ({
    client: await openSession(portal, await addPerson({ role: "admin" })),
    path: `/api/v1/users/${(await addPerson()).id}`,
  }),
};

describe.each(Object.entries(doors))("%s", (_name, open) => {
  test("has a tag that stays while nothing changes, and names what a change made of it", async () => {
    const { client, path, field = "full_name" } = await open();
    const [first, second] = [await read(client, path), await read(client, path)];
    expect(first.headers.etag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(second.headers.etag).toBe(first.headers.etag);
    const changed = await change(client, path, { [field]: "New Name" }, first.headers.etag);
    expect([changed.status, changed.body.data?.[field]]).toEqual([200, "New Name"]);
    expect(changed.headers.etag).not.toBe(first.headers.etag);
    expect((await read(client, path)).headers.etag).toBe(changed.headers.etag);
  });

  test("is not sent again to who has it, and is to who has an older one", async () => {
    const { client, path, field = "full_name" } = await open();
    const { etag = "" } = (await read(client, path)).headers;
    const known = await read(client, path, { "if-none-match": `"other", W/${etag}` });
    expect([known.status, known.text, known.headers.etag]).toEqual([304, "", etag]);
    expect(known.headers["x-request-id"]).toBeTruthy();
    await change(client, path, { [field]: "Another" });
    expect((await read(client, path, { "if-none-match": etag })).status).toBe(200);
  });

  test("that has changed since is not changed again", async () => {
    const { client, path, field = "full_name" } = await open();
    const { etag = "" } = (await read(client, path)).headers;
    expect((await change(client, path, { [field]: "First" })).status).toBe(200);
    for (const match of [etag, `W/${etag}`, '"nothing"', "nonsense"]) {
      const refused = await change(client, path, { [field]: "Second" }, match);
      expect([refused.status, refused.body.error?.type]).toEqual([412, "PRECONDITION_FAILED"]);
    }
    expect((await read(client, path)).body.data?.[field]).toBe("First");
    expect((await change(client, path, { [field]: "Third" }, "*")).status).toBe(200);
  });

  test("that fifty change at once, all having read the same, is changed by one of them", async () => {
    const { client, path, field = "full_name" } = await open();
    const { etag = "" } = (await read(client, path)).headers;
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => change(client, path, { [field]: `Name ${at}` }, etag)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 49 }, () => 412)]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await read(client, path)).body.data?.[field]).toBe(winner?.body.data?.[field]);
  });
});

test("fifty who change a role and a name at once come to an end, whatever they demand", async () => {
  const client = await openSession(portal, await addPerson({ role: "admin" }));
  const person = await addPerson();
  const path = `/api/v1/users/${person.id}`;
  const { etag = "" } = (await read(client, path)).headers;
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      change(client, path, at % 2 ? { role: at % 4 === 1 ? "guest" : "user" } : { full_name: `Name ${at}` }, at % 3 ? undefined : etag),
    ),
  );
  expect(answers.filter(({ status }) => status !== 200 && status !== 412)).toEqual([]);
});

test("a tag is no way to learn of an account or to change one", async () => {
  const stranger = await openSession(portal, await addPerson());
  const { id } = await addPerson();
  const path = `/api/v1/users/${id}`;
  expect((await read(stranger, path, { "if-none-match": "*" })).status).toBe(404);
  expect((await change(stranger, path, { full_name: "X" }, "*")).status).toBe(403);
  const admin = await openSession(portal, await addPerson({ role: "admin" }));
  expect((await change(admin, `/api/v1/users/${crypto.randomUUID()}`, { full_name: "X" }, '"x"')).status).toBe(404);
});

describe("a list", () => {
  const lists = ["/api/v1/users", "/api/v1/auth/sessions", "/api/v1/users/me/login-activity"];

  test.each(lists)("%s takes skip, which leaves out what limit would show", async (path) => {
    const person = await addPerson({ role: "admin" });
    const client = await openSession(portal, person);
    for (let at = 0; at < 4; at++) {
      await openSession(portal, person);
      await change(client, ME, { full_name: `Name ${at}` });
    }
    const ids = async (query: string) => {
      const { body, status } = await client.request(`${path}?${query}`);
      expect(status).toBe(200);
      return (body.data ?? []).map((item: unknown) => (typeof item === "object" && item !== null ? Reflect.get(item, "id") : null));
    };
    const all = await ids("limit=4");
    expect(all).toHaveLength(4);
    expect(await ids("limit=2&skip=2")).toEqual(all.slice(2));
    expect(await ids("limit=2&skip=0")).toEqual(all.slice(0, 2));
    expect(await ids("limit=2&skip=100000")).toEqual([]);
  });

  test.each(lists)("%s refuses what is no limit, no skip and no cursor", async (path) => {
    const client = await openSession(portal, await addPerson({ role: "admin" }));
    for (const query of ["limit=0", "limit=101", "limit=1.5", "limit=many", "skip=-1", "skip=100001", "skip=x", "skip=1.5", "cursor=x"]) {
      const answer = await client.request(`${path}?${query}`);
      expect([answer.status, answer.body.error?.type], query).toEqual([422, "VALIDATION_ERROR"]);
      expect(answer.body.error?.details?.fields, query).toHaveProperty(query.split("=", 1).join(""));
    }
  });
});

test("a change that is stopped leaves no trace", async () => {
  const person = await addPerson();
  const client = await openSession(portal, person);
  await change(client, ME, { full_name: "X" }, '"stale"');
  expect(await db.auditEvent.count({ where: { action: "profile.updated", targetId: person.id } })).toBe(0);
});
