import type { Email } from "postal-mime";
import { afterAll, expect, test } from "vitest";
import { startMailServer } from "../mail-server";
import type { Answer } from "../system/client";
import { newAddress, register } from "../system/people";
import { startPortal } from "../system/portal";
import { ask, queueDone, until, verifyTrail } from "./bystander";

const post = await startMailServer();
afterAll(() => post.stop());
// Hashes slow enough that a signal comes among them.
const env = { SMTP_URL: post.url, APP_URL: "http://localhost:3000", BCRYPT_ROUNDS: "8" };
const [one, two] = await Promise.all([startPortal({ env }), startPortal({ env })]);

const recipients = (mails: Email[]): string[] => mails.flatMap(({ to }) => to?.map(({ address }) => address ?? "") ?? []).toSorted();

/** Those of `people` who were let in. A machine that is too slow for so many at once may refuse some before anything changed. */
function registeredOf(people: string[], answers: Answer[]): string[] {
  const registered = people.filter((_, at) => answers[at]?.status === 201);
  expect(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 503)).toEqual([]);
  expect(registered.length).toBeGreaterThan(0);
  return registered.toSorted();
}

test("each job of either instance is done once", async () => {
  const people = Array.from({ length: 40 }, () => newAddress("once"));
  const answers = await Promise.all(people.map((email, index) => register(index % 2 ? one : two, email)));
  const registered = registeredOf(people, answers);
  await queueDone(one.databaseUrl);
  await until("every mail came", async () => post.received.length >= registered.length);
  expect(recipients(post.received)).toEqual(registered);
});

test("SIGTERM among 50 running registrations: all are answered, the exit code is 0, and the other instance sends what was left", async () => {
  const before = post.received.length;
  const people = Array.from({ length: 50 }, () => newAddress("stop"));
  // Connections that are open already: what is sent on them is with the server when the signal comes.
  await Promise.all(people.map(() => one.request("/api/health/live")));
  const running = people.map((email) => register(one, email));
  await Promise.race(running);
  const stopped = one.stop();
  const answers = await Promise.all(running);
  const registered = registeredOf(people, answers);
  expect(await stopped).toBe(0);
  await queueDone(two.databaseUrl);
  await until("every mail came", async () => post.received.length >= before + registered.length);
  expect(recipients(post.received.slice(before))).toEqual(registered);
  expect(await ask(two.databaseUrl, "SELECT 1 FROM graphile_worker.jobs WHERE locked_at IS NOT NULL")).toEqual([]);
  expect(await two.stop()).toBe(0);
  expect(await verifyTrail(two.databaseUrl)).toMatchObject({ ok: true, findings: [] });
});
