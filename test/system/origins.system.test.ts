import { describe, expect, test } from "vitest";
import { addPerson, openSession, whoami } from "./people";
import { startPortal } from "./portal";
import { apiPaths } from "./routes";
import { stateOfTheDatabase } from "./rows";

const portal = await startPortal();
const person = await addPerson();
const { host, port } = new URL(portal.url);

const FOREIGN = [
  "https://evil.test",
  "null",
  "",
  "http://localhost",
  "http://localhost:1",
  `https://${host}`,
  `http://evil.test:${port}`,
  `http://localhost.evil.test:${port}`,
  `http://evil.localhost:${port}`,
  `${portal.url}.evil.test`,
  `${portal.url}@evil.test`,
  `${portal.url}/`,
  `${portal.url}, https://evil.test`,
  `https://evil.test, ${portal.url}`,
  `http://[::1]:${port}`,
  `http://127.0.0.1:${port}`,
  "file://",
  "not an origin",
];

interface Endpoint {
  path: string;
  methods: string[];
}

const endpoints: Endpoint[] = await Promise.all(
  apiPaths().map(async (path) => {
    const { headers } = await portal.request(path, { method: "OPTIONS" });
    return { path, methods: (headers.allow ?? "").split(", ") };
  }),
);
endpoints.push({ path: "/logout", methods: ["POST"] });

/** A form by its specification (RFC 6749 §4.3.2), which reads no cookie and sets none: it answers with tokens. */
const isOAuthForm = (path: string) => path.endsWith("/login/form");

const mutations = endpoints.flatMap(({ path, methods }) =>
  methods.filter((method) => ["POST", "PUT", "PATCH", "DELETE"].includes(method)).map((method) => ({ method, path })),
);

test("there are mutations to try this at", () => expect(mutations.length).toBeGreaterThan(15));

describe.each(mutations)("$method $path", ({ method, path }) => {
  test("with a session cookie is refused from any other origin and without one, and nothing changes", async () => {
    const client = await openSession(portal, person);
    const before = await stateOfTheDatabase();
    for (const origin of FOREIGN) {
      const answer = await client.request(path, { method, json: {}, headers: { origin } });
      expect(answer.status, `${origin}: ${answer.text}`).toBe(403);
      expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    }
    const cookie = `portico.session=${client.session}`;
    const silent = await portal.request(path, { method, json: {}, headers: { cookie } });
    expect(silent.status, "no origin").toBe(isOAuthForm(path) ? 415 : 403);
    expect(await stateOfTheDatabase()).toBe(before);
    expect(await whoami(client)).toBe(200);
  });

  // Sign-out is a plain form, and OAuth's password form is one by its standard.
  if (path !== "/logout" && !isOAuthForm(path)) {
    test("with a session cookie is refused as what a plain form can send, and nothing changes", async () => {
      const client = await openSession(portal, person);
      const before = await stateOfTheDatabase();
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "Text/Plain; charset=utf-8",
      ]) {
        const answer = await client.request(path, { method, body: "{}", headers: { "content-type": type } });
        expect(answer.status, `${type}: ${answer.text}`).toBe(403);
      }
      expect(await stateOfTheDatabase()).toBe(before);
    });
  }

  test("without a cookie is refused from another site", async () => {
    const before = await stateOfTheDatabase();
    for (const origin of ["https://evil.test", "null"]) {
      expect((await portal.request(path, { method, json: {}, headers: { origin } })).status, origin).toBe(403);
    }
    expect(await stateOfTheDatabase()).toBe(before);
  });
});

describe.each(endpoints)("$path", ({ path, methods }) => {
  test("never names another origin as welcome", async () => {
    for (const origin of ["https://evil.test", "null", `${portal.url}.evil.test`]) {
      const asking = { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" };
      for (const method of ["OPTIONS", "GET", "POST"]) {
        const { headers } = await portal.request(path, { method, headers: asking });
        expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
        expect(JSON.stringify(headers)).not.toContain("evil.test");
      }
    }
  });

  if (methods.includes("GET")) {
    test("changes nothing when it is read", async () => {
      // Somebody new for each: what is asked for at one address, such as a copy of one's data, is there at another.
      const client = await openSession(portal, await addPerson());
      const before = await stateOfTheDatabase();
      for (const method of ["GET", "HEAD"]) expect((await client.request(path, { method })).status).toBeLessThan(500);
      expect(await stateOfTheDatabase()).toBe(before);
    });
  } else {
    test("answers GET and HEAD with 405, whatever they carry, and changes nothing", async () => {
      const client = await openSession(portal, person);
      const before = await stateOfTheDatabase();
      const query = `?email=${person.email}&password=x&token=${"A".repeat(43)}&code=123456&_method=POST`;
      for (const method of ["GET", "HEAD"]) {
        const answer = await client.request(path + query, {
          method,
          headers: { "x-http-method-override": "POST", "x-method-override": "POST" },
        });
        expect(answer.status).toBe(405);
        expect(answer.headers.allow?.split(", ")).toEqual(expect.arrayContaining(methods));
      }
      expect(await stateOfTheDatabase()).toBe(before);
    });
  }

  test("answers methods nobody has with 4xx", async () => {
    for (const method of ["TRACE", "PROPFIND", "PURGE", "LINK"]) {
      const { status } = await portal.request(path, { method });
      expect([400, 404, 405], method).toContain(status);
    }
  });
});

test("127.0.0.1 and localhost are one to the person at this machine, and only while the Host says so too", async () => {
  const client = await openSession(portal, person);
  const loopback = { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` };
  expect((await client.request("/api/v1/auth/sessions/refresh", { json: {}, headers: loopback })).status).toBe(200);
  const rebound = { host: `evil.test:${port}`, origin: `http://evil.test:${port}` };
  expect((await client.request("/api/v1/auth/sessions/refresh", { json: {}, headers: rebound })).status).toBe(403);
});
