import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { tokenIn } from "./inbox";
import { newScene } from "./organization";
import { addPerson, newAddress, openSession, registerVerified, signIn } from "./people";
import { startPortal } from "./portal";
import { stateOfTheDatabase } from "./rows";

const portal = await startPortal();
const base = "/api/v1/organizations";

/** An organization with its owner's browser. */
async function owned() {
  const person = await addPerson();
  const scene = await newScene(person);
  const owner = await openSession(portal, person);
  return { scene, owner, at: `${base}/${scene.organization}` };
}

test("an invitation is good for its own, confirmed address only, whoever holds the link, and once", async () => {
  const { scene, owner, at } = await owned();
  const email = newAddress("invited");
  await owner.request(`${at}/invitations`, { json: { email, role: "admin" } });
  const token = tokenIn(await portal.mail(email));
  const accept = { json: { token } };
  expect((await portal.request(`${base}/invitations/accept`, accept)).status).toBe(401);
  const thief = await openSession(portal, await addPerson());
  expect((await thief.request(`${base}/invitations/accept`, accept)).status).toBe(403);
  expect((await thief.request(`${base}/invitations/decline`, accept)).status).toBe(403);
  expect((await portal.request(`${base}/invitations/find`, accept)).body.data).toMatchObject({ email, caller: "signed_out" });
  const invited = await signIn(portal, (await registerVerified(portal, email)).email);
  const answers = await Promise.all(Array.from({ length: 50 }, () => invited.request(`${base}/invitations/accept`, accept)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.every(({ status }) => status < 500)).toBe(true);
  expect(await db.membership.count({ where: { organizationId: scene.organization, email } })).toBe(1);
});

test("an invitation past its time opens nothing, by link or by id, and nothing that is sent along makes it another one", async () => {
  const { scene, owner, at } = await owned();
  const other = await newScene(await addPerson());
  const person = await addPerson();
  const client = await openSession(portal, person);
  const made = await owner.request(`${at}/invitations`, { json: { email: person.email } });
  const id = String(made.body.data?.id);
  const token = tokenIn(await portal.mail(person.email));
  const { expiresAt } = await db.invitation.findUniqueOrThrow({ where: { id } });
  await db.invitation.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
  const before = await stateOfTheDatabase();
  const altered = { expires_at: "2090-01-01T00:00:00Z", organization_id: other.organization, email: newAddress(), role: "owner" };
  for (const named of [{ token }, { invitation_id: id }, { token, invitation_id: other.invitation }]) {
    for (const verb of ["accept", "decline"]) {
      const answer = await client.request(`${base}/invitations/${verb}`, { json: { ...altered, ...named } });
      expect([401, 404], verb).toContain(answer.status);
    }
  }
  expect((await client.request(`${base}/invitations/accept`, { json: { invitation_id: other.invitation } })).status).toBe(404);
  expect(await stateOfTheDatabase()).toBe(before);
  await db.invitation.update({ where: { id }, data: { expiresAt } });
  const accept = { json: { ...altered, token, invitation_id: other.invitation } };
  const accepted = await client.request(`${base}/invitations/accept`, accept);
  expect(accepted.body.data).toMatchObject({ organization: { id: scene.organization }, role: "member" });
  expect((await client.request(`${base}/invitations/accept`, accept)).status).toBe(401);
  expect(await db.membership.count({ where: { userId: person.id } })).toBe(1);
});

test("an invitation that is no longer good, or never was, is one answer", async () => {
  const { owner, at } = await owned();
  const person = await addPerson();
  const client = await openSession(portal, person);
  const made = await owner.request(`${at}/invitations`, { json: { email: person.email } });
  const token = tokenIn(await portal.mail(person.email));
  await owner.request(`${at}/invitations/${made.body.data?.id}`, { method: "DELETE", json: {} });
  for (const tried of [token, "A".repeat(43)]) {
    const answer = await client.request(`${base}/invitations/accept`, { json: { token: tried } });
    expect([answer.status, answer.body.error?.type]).toEqual([401, "TOKEN_EXPIRED"]);
  }
});
