import { expect, test } from "vitest";
import type { Client } from "./client";
import { portico } from "./command-line";
import { tokenIn } from "./inbox";
import { addPerson, openSession, PASSWORD, signIn, whoami } from "./people";
import { startPortal } from "./portal";
import { callAction } from "./server-actions";

const [here, there] = await Promise.all([startPortal(), startPortal()]);

/** Asks as fast as it can until the session is refused, and returns how long that took in milliseconds. */
async function diesWithin(client: Client): Promise<number> {
  const startedAt = performance.now();
  while ((await whoami(client)) === 200) if (performance.now() - startedAt > 5000) break;
  return performance.now() - startedAt;
}

/** A person with a session in use on the other instance, so that it is remembered there. */
async function personInUseThere() {
  const person = await addPerson();
  const mine = await signIn(here, person.email);
  const other = await openSession(there, person);
  expect(await whoami(other)).toBe(200);
  expect(await whoami(other)).toBe(200);
  return { person, mine, other };
}

test("a session ended on one instance is dead on the other within a second", async () => {
  const { mine, other } = await personInUseThere();
  expect((await mine.request(`/api/v1/auth/sessions/${other.id}`, { method: "DELETE" })).status).toBe(200);
  expect(await diesWithin(other)).toBeLessThan(1000);
});

test("signing out everywhere else reaches the other instance within a second", async () => {
  const { mine, other } = await personInUseThere();
  await mine.request("/api/v1/auth/sessions", { method: "DELETE" });
  expect(await diesWithin(other)).toBeLessThan(1000);
  expect(await whoami(mine)).toBe(200);
});

test("a changed password ends the sessions on the other instance within a second", async () => {
  const { mine, other } = await personInUseThere();
  await mine.request("/api/v1/auth/password/change", { json: { current_password: PASSWORD, new_password: "Sieben-Zwerge-auf-Reisen-55" } });
  expect(await diesWithin(other)).toBeLessThan(1000);
});

test("a reset password ends every session on both instances within a second", async () => {
  const { person, mine, other } = await personInUseThere();
  await here.request("/api/v1/auth/password/reset/request", { json: { email: person.email } });
  const token = tokenIn(await here.mail(person.email));
  const answer = await here.request("/api/v1/auth/password/reset/confirm", {
    json: { token, new_password: "Sieben-Zwerge-auf-Reisen-56" },
  });
  expect(answer.status).toBe(200);
  const [onThis, onThat] = await Promise.all([diesWithin(mine), diesWithin(other)]);
  expect(onThis).toBeLessThan(1000);
  expect(onThat).toBeLessThan(1000);
});

test("a deactivated person's sessions die on both instances within a second, and there is no way back in", async () => {
  const { person, mine, other } = await personInUseThere();
  await here.request("/api/v1/auth/password/reset/request", { json: { email: person.email } });
  const token = tokenIn(await here.mail(person.email));
  const { result } = await callAction(mine, "deactivateAccountAction", { current_password: PASSWORD, confirmation: person.email });
  expect(result?.ok).toBe(true);
  expect(await diesWithin(other)).toBeLessThan(1000);
  expect(await whoami(mine)).toBe(401);
  const again = await callAction(there.client(), "signInAction", { email: person.email, password: PASSWORD });
  expect(again.result).toMatchObject({ ok: false, error: { type: "ACCOUNT_DISABLED" } });
  const reset = await there.request("/api/v1/auth/password/reset/confirm", {
    json: { token, new_password: "Sieben-Zwerge-auf-Reisen-57" },
  });
  expect(reset.body.error?.type).toBe("TOKEN_EXPIRED");
});

test("a mail asked for on one instance can be used on the other", async () => {
  const { person } = await personInUseThere();
  await there.request("/api/v1/auth/password/reset/request", { json: { email: person.email } });
  const mail = await here.mail(person.email);
  expect(new URL(mail.links[0] ?? "").pathname).toBe("/reset-password");
});

test("an operator's revoke-all ends everybody's sessions and tokens on both instances within a second", async () => {
  const { person, mine, other } = await personInUseThere();
  const { data } = (await there.request("/api/v1/auth/login", { json: { email: person.email, password: PASSWORD } })).body;
  const headers = { authorization: `Bearer ${data?.access_token}` };
  expect((await there.request("/api/v1/auth/me", { headers })).status).toBe(200);
  expect(await portico("incident", "revoke-all", "--yes")).toMatchObject({ sessions_ended: expect.any(Number) });
  const [onThis, onThat] = await Promise.all([diesWithin(mine), diesWithin(other)]);
  expect(Math.max(onThis, onThat)).toBeLessThan(1000);
  expect((await there.request("/api/v1/auth/me", { headers })).status).toBe(401);
  expect((await here.request("/api/v1/auth/refresh", { json: { refresh_token: data?.refresh_token } })).status).toBe(401);
});
