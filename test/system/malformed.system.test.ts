import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Answer, Sent } from "./client";
import { addMember } from "./organization";
import { addPerson, openSession, signIn } from "./people";
import { startPortal } from "./portal";
import { apiPaths } from "./routes";
import { actionHeaders, resultIn, serverActions } from "./server-actions";

const portal = await startPortal();
const person = await addPerson();
const organization = await db.organization.create({ data: { slug: "harbour", name: "Harbour Club" }, select: { id: true, slug: true } });
await addMember(organization.id, person, "owner");

const FIELDS = [
  ..."email password username full_name token code new_password current_password new_email".split(" "),
  ..."confirmation locale time_zone user_settings picture remember_me provider callback_url id".split(" "),
];

const json = (body: string | Buffer, type = "application/json"): Sent => ({ body, headers: { "content-type": type } });
const everyField = (value: string): Sent => json(`{${FIELDS.map((field) => `"${field}":${value}`).join(",")}}`);

/** What no endpoint can read, whatever it is for. */
const UNREADABLE: Record<string, Sent> = {
  "half an object": json("{"),
  "a word that is none": json("nul"),
  "something behind the end": json('{"email":"a@example.test"} x'),
  "bytes that are not UTF-8": json(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
  "10,000 open brackets": json("[".repeat(10_000)),
  "10,000 nested objects": json(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`),
  "a name twice": json('{"email":"a@example.test","email":"b@example.test"}'),
  "a name twice, once escaped": json('{"email":"a@example.test","\\u0065mail":"b@example.test"}'),
  "an escaped NUL": json('{"email":"a\\u0000@example.test","password":"\\u0000"}'),
  "a bare NUL": json('{"email":"a\0"}'),
  "a lone surrogate": json('{"email":"\\ud800@example.test"}'),
  "a lone surrogate as a name": json('{"\\udfff":1}'),
  "a list": json("[]"),
  "a string": json('"email"'),
  "a number": json("1"),
  null: json("null"),
  "plain text": json('{"email":"a@example.test"}', "text/plain"),
  "a form": json("email=a%40example.test", "application/x-www-form-urlencoded"),
  "a multipart form without an end": json('--x\r\ncontent-disposition: form-data; name="email"\r\n\r\n', "multipart/form-data; boundary=x"),
};

/** Well-formed, and wrong for every field there is. */
const WRONG: Record<string, Sent> = {
  "an object that is a filter": everyField('{"not":""}'),
  "a filter that matches all": everyField('{"contains":""}'),
  "a list of one": everyField('["a"]'),
  "a number beyond numbers": everyField("1e999"),
  "a negative number": everyField("-1"),
  null: everyField("null"),
  false: everyField("false"),
  "an empty string": everyField('""'),
  "more characters than any field takes": everyField(`"${"x".repeat(5000)}"`),
  "a right-to-left override": everyField('"\\u202e"'),
  "a prototype": json('{"__proto__":{"email":"a@example.test"},"constructor":{"prototype":{}}}'),
  nothing: json("{}"),
};

/** Takes no field at all, so that what is wrong in one is nobody's concern. */
const WITHOUT_FIELDS = /\/(logout|sessions(\/refresh)?|sessions\/[0-9a-f-]+|picture|export|devices|passkey\/options)$/;

/** Takes nothing but a proof of who is there, which a session that was just opened is by itself. */
const TAKES_A_PROOF = /\/(factors\/email|passkeys\/options)$/;

const isEnvelope = ({ status, body }: Answer) =>
  body.success === false && body.code === status && typeof body.error?.type === "string" && /^[0-9a-f-]{36}$/.test(body.request_id ?? "");

/** The password form of OAuth answers in OAuth's own words (RFC 6749 §5.2). */
const isOAuthError = ({ body }: Answer) => typeof body.error === "string";

const isRefusal = (path: string, answer: Answer) => (path.endsWith("/login/form") ? isOAuthError(answer) : isEnvelope(answer));

const takers: { method: string; path: string }[] = [];
const readers: string[] = [];
for (const path of apiPaths()) {
  const { headers } = await portal.request(path, { method: "OPTIONS" });
  const allowed = (headers.allow ?? "").split(", ");
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) if (allowed.includes(method)) takers.push({ method, path });
  if (allowed.includes("GET")) readers.push(path);
}

test("there are endpoints to try this at", () => {
  expect(takers.length).toBeGreaterThan(15);
  expect(readers.length).toBeGreaterThan(8);
});

describe.each(takers)("$method $path", ({ method, path }) => {
  test("answers what cannot be read with a 4xx envelope, to strangers and to the signed-in", async () => {
    for (const [name, sent] of Object.entries(UNREADABLE)) {
      const answers = [
        await portal.request(path, { ...sent, method }),
        await (await openSession(portal, person)).request(path, { ...sent, method }),
      ];
      for (const answer of answers) {
        expect(answer.status, name).toBeGreaterThanOrEqual(400);
        expect(answer.status, `${name}: ${answer.text}`).toBeLessThan(500);
        expect(isRefusal(path, answer), `${name}: ${answer.text}`).toBe(true);
      }
    }
  });

  test("answers what is wrong with a 4xx envelope, to strangers and to the signed-in", async () => {
    for (const [name, sent] of Object.entries(WRONG)) {
      const answers = [
        await portal.request(path, { ...sent, method }),
        await (await openSession(portal, person)).request(path, { ...sent, method }),
      ];
      for (const answer of answers) {
        expect(answer.status, `${name}: ${answer.text}`).toBeLessThan(500);
        if (WITHOUT_FIELDS.test(path) || (name === "nothing" && method === "PATCH") || name === "a prototype") continue;
        if (name === "nothing" && (path.endsWith("request") || TAKES_A_PROOF.test(path))) continue;
        expect(isRefusal(path, answer), `${name}: ${answer.status} ${answer.text}`).toBe(true);
      }
    }
  });
});

describe("a body that is too large", () => {
  const ofSize = (bytes: number) => `{"email":"${"a".repeat(bytes)}"}`;
  const unannounced = { "content-type": "application/json", "transfer-encoding": "chunked" };
  const SIZES: Record<string, Sent> = {
    "3 MB": json(ofSize(3_000_000)),
    "10 MB": json(ofSize(10_000_000)),
    "200 kB of unannounced length": { body: ofSize(200_000), headers: unannounced },
    "2 MB of unannounced length": { body: ofSize(2_000_000), headers: unannounced },
    "10 MB of unannounced length": { body: ofSize(10_000_000), headers: unannounced },
  };

  test.each(Object.entries(SIZES))("%s are answered with 413, and the next request on the connection too", async (_name, sent) => {
    for (const path of ["/api/v1/auth/register", "/api/v1/auth/password/reset/request", "/api/v1/auth/register"]) {
      const answer = await portal.request(path, sent);
      expect([answer.status, answer.body.error?.type]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
    }
    expect((await portal.request("/api/v1/auth/register", { json: {} })).status).toBe(422);
  });
});

test.each(readers)("GET %s answers any query, if not with what it asks for then with a 4xx envelope", async (path) => {
  const client = await openSession(portal, person);
  const queries = ["limit=abc", "limit=-1", "limit=1e9", "limit=1&limit=2", "cursor=x", "cursor=%F0%9F%92%A9", "cursor[]=1", "limit[gt]=1"];
  for (const query of [...queries, "cursor=%ff", "cursor=%00", "to=%ED%A0%80", `to=${"x".repeat(7000)}`, "id=1", "__proto__=1", "%"]) {
    const answer = await client.request(`${path}?${query}`);
    expect(answer.status, `${query}: ${answer.text}`).toBeLessThan(500);
    if (answer.status >= 400) expect(isEnvelope(answer), `${query}: ${answer.text}`).toBe(true);
  }
});

test("ids that are none are absent or refused", async () => {
  const client = await openSession(portal, person);
  const ids = ["x", "null", "1", "'%20OR%201=1", "%E2%82%AC", "..%2f..%2fetc%2fpasswd", "a".repeat(4000), "%7B%22not%22:%22%22%7D", "%20"];
  for (const id of ids) {
    for (const [method, path] of [
      ["DELETE", `/api/v1/auth/sessions/${id}`],
      ["GET", `/api/v1/users/${id}/picture`],
    ] as const) {
      const answer = await client.request(path, { method });
      expect(answer.status, `${method} ${path}: ${answer.text}`).toBeGreaterThanOrEqual(400);
      expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(500);
    }
  }
});

/** Takes no argument, so that a wrong one is nobody's concern. */
const WITHOUT_INPUT = new Set([
  "removePictureAction",
  "revokeOtherSessionsAction",
  "extendSessionAction",
  "forgetOtherDevicesAction",
  "requestDataExportAction",
  "findDataExportAction",
  "describeProofAction",
  "beginPasskeyProofAction",
  "requireProofAction",
  "beginPasskeySignInAction",
  "closePasskeyOfferAction",
]);

describe.each(serverActions())("the server action $name", (action) => {
  test("answers a malformed call with a 4xx envelope", async () => {
    const client = await signIn(portal, person.email);
    const bodies: Record<string, string | Buffer> = {
      nothing: "",
      "half a list": "[",
      "no list": "{}",
      "an empty list": "[]",
      null: "[null]",
      "a list in a list": "[[]]",
      "a string": '["x"]',
      "a filter": JSON.stringify([Object.fromEntries(FIELDS.map((field) => [field, { not: "" }]))]),
      "a reference to nothing": '["$1"]',
      "a reference to itself": '["$0"]',
      "a promise of nothing": '["$@1"]',
      "a blob of nothing": '["$B1"]',
      "a bound action of nobody": '["$F1"]',
      "a map of nothing": '["$Q1"]',
      "an iterator of nothing": '["$i1"]',
      "a stream of nothing": '["$R1"]',
      "an unknown tag": '["$Zx"]',
      "a date that is none": '["$Dnever"]',
      "an escaped NUL": '[{"email":"\\u0000","password":"\\u0000","token":"\\u0000"}]',
      "a lone surrogate": '[{"email":"\\ud800","password":"\\ud800","token":"\\ud800"}]',
      "10,000 levels": `${"[".repeat(10_000)}${"]".repeat(10_000)}`,
      "3 MB": JSON.stringify([{ email: "x".repeat(3 * 1024 * 1024) }]),
      "bytes that are not UTF-8": Buffer.from([0x5b, 0xff, 0x5d]),
    };
    // Where the fence of an organization lets its owner through, so that the action itself answers.
    const path = action.path.replace("[slug]", organization.slug);
    for (const [name, body] of Object.entries(bodies)) {
      const answer = await client.request(path, { method: "POST", body, headers: actionHeaders(action) });
      expect(answer.status, `${name}: ${answer.text.slice(0, 300)}`).toBeLessThan(500);
      const result = resultIn(answer.text);
      if (answer.status >= 400) expect(isEnvelope(answer), `${name}: ${answer.text}`).toBe(true);
      else if (!WITHOUT_INPUT.has(action.name)) expect(result?.ok, `${name}: ${answer.text}`).toBe(false);
    }
  });
});

test("an action id that is none, and a form that is none, are refused", async () => {
  const client = portal.client();
  for (const id of ["x", "0".repeat(42), "../../etc/passwd", "%00", "constructor", "a".repeat(5000)]) {
    const answer = await client.request("/login", {
      method: "POST",
      body: "[]",
      headers: { "next-action": id, "content-type": "text/plain" },
    });
    expect(answer.status, id).toBeGreaterThanOrEqual(400);
    expect(answer.status, `${id}: ${answer.text.slice(0, 200)}`).toBeLessThan(500);
  }
  for (const type of ["multipart/form-data; boundary=x", "multipart/form-data", "application/x-www-form-urlencoded", "image/png"]) {
    for (const body of ["", "--x--", '--x\r\ncontent-disposition: form-data; name="$ACTION_ID_x"\r\n\r\n1\r\n--x--\r\n', "a=b"]) {
      const answer = await client.request("/login", { method: "POST", body, headers: { "content-type": type } });
      expect(answer.status, `${type} ${body}: ${answer.text.slice(0, 200)}`).toBeLessThan(500);
    }
  }
});
