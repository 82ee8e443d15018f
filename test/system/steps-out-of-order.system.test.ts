import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Client } from "./client";
import { newScene } from "./organization";
import { addPerson, newAddress, openSession, PASSWORD, register } from "./people";
import { startPortal } from "./portal";
import { stateOfTheDatabase } from "./rows";
import { callAction } from "./server-actions";

const portal = await startPortal();
const someToken = () => randomBytes(32).toString("base64url");
const confirm = (json: unknown) => portal.request("/api/v1/auth/email/verification/confirm", { json });
const unchanged = async (work: () => Promise<unknown>) => {
  const people = () => db.user.findMany({ orderBy: { id: "asc" }, omit: { updatedAt: true } });
  const before = await people();
  await work();
  expect(await people()).toEqual(before);
};

test("a reset that nobody asked for is refused", async () => {
  await addPerson();
  await unchanged(async () => {
    const answer = await portal.request("/api/v1/auth/password/reset/confirm", { json: { token: someToken(), new_password: PASSWORD } });
    expect(answer.body.error?.type).toBe("TOKEN_EXPIRED");
  });
});

test("a confirmation that was never mailed is refused, by link and by code", async () => {
  const person = await addPerson({ emailVerified: null });
  await unchanged(async () => {
    expect((await confirm({ token: someToken() })).body.error?.type).toBe("TOKEN_EXPIRED");
    for (const code of ["000000", "123456"]) expect((await confirm({ email: person.email, code })).status).toBe(422);
  });
});

test("a token whose mail was not made yet cannot be used, with any code or none", async () => {
  const person = await addPerson({ emailVerified: null });
  const expiresAt = new Date(Date.now() + 60_000);
  await db.oneTimeToken.create({ data: { userId: person.id, purpose: "verify_email", email: person.email, expiresAt } });
  await unchanged(async () => {
    for (const code of ["000000", "", "null", "undefined"]) expect((await confirm({ email: person.email, code })).status).toBe(422);
    for (const token of ["", "null", null, "A".repeat(43)]) expect((await confirm({ token })).status).toBeGreaterThanOrEqual(400);
  });
});

test("a code confirms no other address than the one it was mailed to", async () => {
  const [mine, theirs] = [newAddress("mine"), newAddress("theirs")];
  await register(portal, mine);
  await register(portal, theirs);
  const { code } = await portal.mail(mine);
  const answer = await confirm({ email: theirs, code });
  expect(answer.status).toBe(422);
  expect((await db.user.findUniqueOrThrow({ where: { email: theirs } })).emailVerified).toBeNull();
});

test("a change of address that was not asked for is refused", async () => {
  const person = await addPerson();
  const client = await openSession(portal, person);
  await unchanged(async () => {
    const answer = await client.request("/api/v1/auth/email/verification/confirm", { json: { email: newAddress(), code: "123456" } });
    expect(answer.status).toBe(422);
    const { result } = await callAction(client, "confirmEmailAction", { token: someToken() });
    expect(result).toMatchObject({ ok: false, error: { type: "TOKEN_EXPIRED" } });
  });
});

test("nobody is signed in before the address is confirmed", async () => {
  const email = newAddress();
  await register(portal, email);
  const client = portal.client();
  const { result } = await callAction(client, "signInAction", { email, password: PASSWORD });
  expect(result).toMatchObject({ ok: false, error: { type: "EMAIL_NOT_VERIFIED" } });
  expect(client.session).toBeUndefined();
});

test("a set-up without its link, with a made-up one, and a second one are refused", async () => {
  const attempt = (token: unknown) =>
    callAction(portal.client(), "completeSetupAction", { token, email: newAddress(), password: PASSWORD });
  for (const token of ["", someToken(), "A".repeat(128), null, { not: "" }]) expect((await attempt(token)).result?.ok).toBe(false);
  expect(await db.user.count({ where: { role: "admin" } })).toBe(0);
  const token = new URL(portal.setupUrl ?? "").searchParams.get("token");
  expect((await attempt(token)).result?.ok).toBe(true);
  expect((await attempt(token)).result?.ok).toBe(false);
  expect(await db.user.count({ where: { role: "admin" } })).toBe(1);
});

test("an account is not deactivated without a fresh proof, which its password is, and its address", async () => {
  const person = await addPerson();
  const client = await openSession(portal, person);
  await db.session.update({ where: { id: client.id }, data: { authTime: new Date(Date.now() - 11 * 60_000) } });
  for (const input of [
    { confirmation: person.email },
    { current_password: "wrong", confirmation: person.email },
    { current_password: PASSWORD, confirmation: newAddress() },
    { current_password: PASSWORD },
  ]) {
    expect((await callAction(client, "deactivateAccountAction", input)).result?.ok).toBe(false);
  }
  expect((await db.user.findUniqueOrThrow({ where: { id: person.id } })).isActive).toBe(true);
});

test("a provider's answer that nobody asked for signs nobody in", async () => {
  const before = await stateOfTheDatabase();
  for (const provider of ["google", "github", "microsoft-entra-id", "credentials", "email", "nobody"]) {
    for (const method of ["GET", "POST"]) {
      const client = portal.client();
      const answer = await client.request(`/api/auth/callback/${provider}?code=x&state=y&email=a@example.test`, { method });
      expect(answer.status, provider).toBeLessThan(500);
      expect(client.session).toBeUndefined();
    }
  }
  expect(await stateOfTheDatabase()).toBe(before);
});

test("an invitation is not accepted before it is mailed, by an address that is not confirmed, or by somebody who was only told of it", async () => {
  const scene = await newScene(await addPerson());
  const [unconfirmed, invited] = [await addPerson({ emailVerified: null }), await addPerson()];
  const offer = { organizationId: scene.organization, role: "member", expiresAt: new Date(Date.now() + 60_000) };
  const early = await db.invitation.create({ data: { ...offer, email: unconfirmed.email }, select: { id: true } });
  await db.invitation.create({ data: { ...offer, email: invited.email }, select: { id: true } });
  const [asUnconfirmed, asInvited] = [await openSession(portal, unconfirmed), await openSession(portal, invited)];
  const before = await stateOfTheDatabase();
  const accept = async (client: Client, json: unknown) =>
    (await client.request("/api/v1/organizations/invitations/accept", { json })).status;
  // Its mail was not made yet: no token is the right one, none included.
  for (const token of [someToken(), "", null, "null"]) expect(await accept(asInvited, { token })).toBeGreaterThanOrEqual(400);
  expect(await accept(asUnconfirmed, { invitation_id: early.id })).toBe(403);
  expect(await accept(asInvited, { invitation_id: early.id })).toBe(404);
  expect(await accept(asInvited, { invitation_id: scene.invitation })).toBe(404);
  expect(await stateOfTheDatabase()).toBe(before);
});

test("an organization is not entered without having been chosen, restored before it is deleted, nor by a name that it had", async () => {
  const owner = await addPerson();
  const scene = await newScene(owner);
  const client = await openSession(portal, owner);
  const at = `/api/v1/organizations/${scene.organization}`;
  const before = await stateOfTheDatabase();
  for (const token of [someToken(), "A".repeat(86), ""]) {
    const answer = await portal.request("/api/v1/auth/session-exchange", {
      json: { pre_auth_token: token, organization_id: scene.organization },
    });
    expect([401, 422]).toContain(answer.status);
  }
  expect((await client.request(`${at}/restore`, { json: {} })).status).toBe(409);
  expect((await client.request(at, { method: "DELETE", json: { confirmation: "another-name" } })).status).toBe(422);
  expect((await client.request(`${at}/invitations/${scene.invitation}/link`, { json: {}, headers: { origin: "null" } })).status).toBe(403);
  expect(await stateOfTheDatabase()).toBe(before);
  expect((await client.request(at, { method: "DELETE", json: {} })).status).toBe(200);
  const gone = await stateOfTheDatabase();
  for (const path of ["/members", "/invitations", "/roles", "/units", "/audit-events", "/security-policy"]) {
    expect((await client.request(at + path)).status, path).toBe(404);
  }
  expect((await client.request(`${at}/members`, { json: { user_id: scene.target.id } })).status).toBe(404);
  expect((await client.request(at, { method: "PATCH", json: { name: "Back" } })).status).toBe(404);
  expect((await client.request(`${at}/leave`, { json: {} })).status).toBe(404);
  expect(await stateOfTheDatabase()).toBe(gone);
});

const PRIVILEGES = {
  ...{ role: "admin", is_active: true, isActive: true, email_verified: true, emailVerified: new Date().toISOString() },
  ...{
    id: "00000000-0000-7000-8000-000000000001",
    user_id: "x",
    organization_id: "x",
    passwordHash: "x",
    password_hash: "x",
    actor: { kind: "system" },
  },
  ...{ must_reset_password: false, email: "stolen@example.test", created_at: "2020-01-01T00:00:00Z" },
};

test("fields that nobody offered have no effect, at registration and in the profile", async () => {
  const email = newAddress();
  await register(portal, email, { ...PRIVILEGES, email });
  const made = await db.user.findUniqueOrThrow({ where: { email } });
  expect(made).toMatchObject({ role: "user", emailVerified: null, isActive: true });
  expect(made.id).not.toBe(PRIVILEGES.id);

  const person = await addPerson();
  const client = await openSession(portal, person);
  const answer = await client.request("/api/v1/users/me", { method: "PATCH", json: { ...PRIVILEGES, full_name: "Ana" } });
  expect(answer.body.data).toMatchObject({ role: "user", email: person.email, id: person.id, full_name: "Ana" });
  await callAction(client, "updateProfileAction", { ...PRIVILEGES, full_name: "Ana B." });
  expect(await db.user.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({
    role: "user",
    email: person.email,
    name: "Ana B.",
  });
});
