import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { addPerson, newAddress, openSession, PASSWORD } from "./people";
import { startPortal } from "./portal";
import { everythingStored } from "./rows";

const [portal, other] = await Promise.all([startPortal({ env: { TRUSTED_PROXIES: "loopback" } }), startPortal()]);

const register = (email: string, key: string, more: { password?: string; from?: string } = {}) =>
  portal.request("/api/v1/auth/register", {
    json: { email, password: more.password ?? PASSWORD },
    headers: { "idempotency-key": key, "x-forwarded-for": more.from ?? "198.18.0.1" },
  });

const administrator = async () => openSession(portal, await addPerson({ role: "admin" }));

test("a registration that is sent again is answered again, and mails once", async () => {
  const [email, key] = [newAddress(), crypto.randomUUID()];
  const first = await register(email, key);
  const second = await register(email, key);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body.data).toEqual(first.body.data);
  expect([first.headers["idempotency-replayed"], second.headers["idempotency-replayed"]]).toEqual([undefined, "true"]);
  expect(second.body.request_id).not.toBe(first.body.request_id);
  expect(second.headers["x-request-id"]).toBe(second.body.request_id);
  expect(await portal.inbox(email)).toHaveLength(1);
  const stored = await everythingStored();
  expect(stored).toContain("idempotency_keys");
  expect(stored).not.toContain(key);
});

test("another body under the same key is refused and does nothing", async () => {
  const [email, key] = [newAddress(), crypto.randomUUID()];
  await register(email, key);
  const again = await register(email, key, { password: `${PASSWORD}2` });
  expect([again.status, again.body.error?.type]).toEqual([422, "VALIDATION_ERROR"]);
  expect(again.body.error?.details?.fields).toHaveProperty("idempotency-key");
  const another = newAddress();
  expect((await register(another, key)).status).toBe(422);
  expect(await db.user.count({ where: { email: another } })).toBe(0);
});

test("nobody is answered what another caller was", async () => {
  const key = crypto.randomUUID();
  const json = { email: newAddress(), role: "user" };
  const [one, two] = [await administrator(), await administrator()];
  const create = (client: typeof one) => client.request("/api/v1/users", { json, headers: { "idempotency-key": key } });
  expect((await create(one)).status).toBe(201);
  expect((await create(one)).headers["idempotency-replayed"]).toBe("true");
  // Its own attempt, which meets the account that is there.
  expect((await create(two)).status).toBe(409);
  const anonymous = await portal.request("/api/v1/users", { json, headers: { "idempotency-key": key } });
  expect([anonymous.status, anonymous.headers["idempotency-replayed"]]).toEqual([401, undefined]);
  const elsewhere = await register(newAddress(), key, { from: "198.18.0.2" });
  expect([elsewhere.status, elsewhere.headers["idempotency-replayed"]]).toEqual([201, undefined]);
});

test("who is no administrator any more is not answered what they were as one", async () => {
  await addPerson({ role: "admin" });
  const person = await addPerson({ role: "admin" });
  const client = await openSession(portal, person);
  const create = () =>
    client.request("/api/v1/users", { json: { email: "kept@example.test" }, headers: { "idempotency-key": "the-same-key-all-along" } });
  expect((await create()).status).toBe(201);
  await db.user.update({ where: { id: person.id }, data: { role: "user" } });
  await expect.poll(async () => (await create()).status).toBe(403);
});

test("fifty at once, on two instances, make one account, and each who comes again gets its answer", async () => {
  const client = await administrator();
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const [email, key] = [newAddress(), crypto.randomUUID()];
  const create = (at: typeof portal) =>
    at.request("/api/v1/users", {
      json: { email, full_name: "One Only" },
      headers: { "idempotency-key": key, cookie, origin: at.url },
    });
  const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => create(at % 2 ? portal : other)));
  expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
  expect(answers.filter(({ status, headers }) => status === 201 && !headers["idempotency-replayed"])).toHaveLength(1);
  for (const { headers } of answers.filter(({ status }) => status === 409)) expect(headers["retry-after"]).toBe("1");
  const made = answers.find(({ status }) => status === 201)?.body.data?.id;
  const again = await create(other);
  expect([again.status, again.body.data?.id]).toEqual([201, made]);
  expect(await db.auditEvent.count({ where: { action: "account.created", targetId: String(made) } })).toBe(1);
});

test("what was refused may be sent again with its key, and a key that is none is refused", async () => {
  const key = crypto.randomUUID();
  const email = newAddress();
  expect((await register(email, key, { password: "short" })).status).toBe(422);
  expect((await register(email, key)).status).toBe(201);
  expect((await register(newAddress(), "two words")).status).toBe(422);
});
