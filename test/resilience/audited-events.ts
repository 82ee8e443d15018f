import sharp from "sharp";
import type { Answer, Client } from "../system/client";
import { tokenIn } from "../system/inbox";
import { addPerson, newAddress, PASSWORD, type Person, register } from "../system/people";
import type { Portal } from "../system/portal";
import { callAction } from "../system/server-actions";
import { until } from "./bystander";

const OTHER_PASSWORD = "Kranich-Ufer-2218-windstill";
const NO_TOKEN = "A".repeat(43);

const newPassword = ({ subject }: { subject: string }) => subject.includes("new password");
const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: "teal" } })
  .png()
  .toBuffer();

/** Somebody signed in, with a second session elsewhere. */
export interface Scene {
  person: Person;
  client: Client;
  other: Client & { id: string };
}

export interface AuditedEvent {
  name: string;
  /** What is needed first; its own rows do not count. */
  before?: (scene: Scene) => Promise<string>;
  act: (scene: Scene, prepared: string) => Promise<Answer>;
  /** Each row as "action outcome by whom", in the order in which they are written. */
  rows: string[];
}

/** Every security event that people can cause over HTTP, and the rows that it leaves. */
export function auditedEvents(portal: Portal): AuditedEvent[] {
  const post = (scene: Scene, path: string, json: unknown) => scene.client.request(path, { json });
  const anonymous = (path: string, json: unknown) => portal.request(path, { json });
  const action = async (client: Client, name: string, input: unknown) => (await callAction(client, name, input)).answer;

  async function pending(): Promise<string> {
    const email = newAddress("pending");
    await register(portal, email);
    return email;
  }

  return [
    { name: "registering", act: () => register(portal, newAddress()), rows: ["account.registered success anonymous"] },
    {
      name: "registering a known address",
      act: ({ person }) => register(portal, person.email),
      rows: ["account.registration_repeated success anonymous"],
    },
    {
      name: "confirming with a link",
      before: async () => tokenIn(await portal.mail(await pending())),
      act: (_, token) => anonymous("/api/v1/auth/email/verification/confirm", { token }),
      rows: ["email.verified success anonymous"],
    },
    {
      name: "confirming with a code",
      before: async () => {
        const email = await pending();
        return `${email} ${(await portal.mail(email)).code}`;
      },
      act: (_, prepared) => {
        const [email, code] = prepared.split(" ");
        return anonymous("/api/v1/auth/email/verification/confirm", { email, code });
      },
      rows: ["email.verified success anonymous"],
    },
    {
      name: "a link that leads nowhere",
      act: () => anonymous("/api/v1/auth/email/verification/confirm", { token: NO_TOKEN }),
      rows: ["email.verification_failed failure anonymous"],
    },
    {
      name: "a wrong code",
      before: pending,
      act: (_, email) => anonymous("/api/v1/auth/email/verification/confirm", { email, code: "000000" }),
      rows: ["email.verification_failed failure anonymous"],
    },
    {
      name: "asking for another confirmation",
      act: () => anonymous("/api/v1/auth/email/verification/request", { email: newAddress() }),
      rows: ["email.verification_requested success anonymous"],
    },
    {
      name: "signing in",
      act: ({ person }) => action(portal.client(), "signInAction", { email: person.email, password: PASSWORD }),
      rows: ["session.created success user"],
    },
    {
      name: "a wrong password",
      act: ({ person }) => action(portal.client(), "signInAction", { email: person.email, password: OTHER_PASSWORD }),
      rows: ["session.failed failure anonymous"],
    },
    {
      name: "an account that does not exist",
      act: () => action(portal.client(), "signInAction", { email: newAddress(), password: PASSWORD }),
      rows: ["session.failed failure anonymous"],
    },
    {
      name: "an account that is not confirmed",
      before: pending,
      act: (_, email) => action(portal.client(), "signInAction", { email, password: PASSWORD }),
      rows: ["session.failed failure anonymous"],
    },
    {
      name: "a deactivated account",
      before: async () => (await addPerson({ isActive: false })).email,
      act: (_, email) => action(portal.client(), "signInAction", { email, password: PASSWORD }),
      rows: ["session.failed failure anonymous"],
    },
    {
      name: "changing the password",
      act: (scene) => post(scene, "/api/v1/auth/password/change", { current_password: PASSWORD, new_password: OTHER_PASSWORD }),
      rows: ["password.changed success user"],
    },
    {
      name: "changing it without the current one",
      act: (scene) =>
        post(scene, "/api/v1/auth/password/change", { current_password: OTHER_PASSWORD, new_password: "Regen-Kante-3391-still" }),
      rows: ["password.change_failed failure user"],
    },
    {
      name: "asking for a reset",
      act: ({ person }) => anonymous("/api/v1/auth/password/reset/request", { email: person.email }),
      rows: ["password.reset_requested success anonymous"],
    },
    {
      name: "resetting",
      before: async ({ person }) => {
        await anonymous("/api/v1/auth/password/reset/request", { email: person.email });
        return tokenIn(await portal.mail(person.email, newPassword));
      },
      act: (_, token) => anonymous("/api/v1/auth/password/reset/confirm", { token, new_password: OTHER_PASSWORD }),
      rows: ["password.reset success anonymous"],
    },
    {
      name: "a reset link that leads nowhere",
      act: () => anonymous("/api/v1/auth/password/reset/confirm", { token: NO_TOKEN, new_password: OTHER_PASSWORD }),
      rows: ["password.reset_failed failure anonymous"],
    },
    {
      name: "asking for another address",
      act: (scene) => post(scene, "/api/v1/users/me/email", { new_email: newAddress(), current_password: PASSWORD }),
      rows: ["email.change_requested success user"],
    },
    {
      name: "taking another address",
      before: async (scene) => {
        const next = newAddress("next");
        await post(scene, "/api/v1/users/me/email", { new_email: next, current_password: PASSWORD });
        return tokenIn(await portal.mail(next));
      },
      act: (scene, token) => post(scene, "/api/v1/auth/email/verification/confirm", { token }),
      rows: ["email.changed success user"],
    },
    {
      name: "ending one session",
      act: ({ client, other }) => client.request(`/api/v1/auth/sessions/${other.id}`, { method: "DELETE" }),
      rows: ["session.revoked success user"],
    },
    {
      name: "ending the other sessions",
      act: ({ client }) => client.request("/api/v1/auth/sessions", { method: "DELETE" }),
      rows: ["sessions.revoked_others success user"],
    },
    { name: "signing out", act: (scene) => post(scene, "/api/v1/auth/logout", {}), rows: ["session.ended success user"] },
    {
      name: "signing out with the form",
      act: ({ client }) =>
        client.request("/logout", { method: "POST", body: "", headers: { "content-type": "application/x-www-form-urlencoded" } }),
      rows: ["session.ended success user"],
    },
    {
      name: "changing the profile",
      act: ({ client }) => client.request("/api/v1/users/me", { method: "PATCH", json: { full_name: "Ana Example" } }),
      rows: ["profile.updated success user"],
    },
    {
      name: "changing the username",
      act: ({ client }) => client.request("/api/v1/users/me", { method: "PATCH", json: { username: `u${Date.now()}` } }),
      rows: ["profile.updated success user", "username.changed success user"],
    },
    {
      name: "a new picture",
      act: ({ client }) => client.request("/api/v1/users/me/picture", { method: "PUT", json: { picture: picture.toString("base64") } }),
      rows: ["picture.changed success user"],
    },
    {
      name: "taking the picture away",
      act: ({ client }) => client.request("/api/v1/users/me/picture", { method: "DELETE" }),
      rows: ["picture.removed success user"],
    },
    {
      name: "deactivating the account",
      act: ({ client, person }) => action(client, "deactivateAccountAction", { current_password: PASSWORD, confirmation: person.email }),
      rows: ["account.deactivated success user"],
    },
    {
      name: "asking to delete the account",
      act: ({ client }) => client.request("/api/v1/users/me", { method: "DELETE", json: { current_password: PASSWORD } }),
      rows: ["account.deletion_scheduled success user"],
    },
    {
      name: "keeping the account",
      before: async ({ client, person }) => {
        await client.request("/api/v1/users/me", { method: "DELETE", json: { current_password: PASSWORD } });
        return person.email;
      },
      act: (_, email) => action(portal.client(), "signInAction", { email, password: PASSWORD }),
      rows: ["session.created success user", "account.deletion_cancelled success user"],
    },
    {
      name: "downloading a copy of one's data",
      before: async ({ client }) => {
        await until("the copy was ready", async () => (await client.request("/api/v1/users/me/export")).status === 200);
        return "/api/v1/users/me/export/download";
      },
      act: ({ client }, address) => client.request(address),
      rows: ["data.exported success user"],
    },
    {
      name: "writing through the contact form",
      act: () => anonymous("/api/v1/contact", { name: "Ana", email: newAddress(), message: "Hello" }),
      rows: ["contact.received success anonymous"],
    },
    {
      name: "setting the portal up",
      act: () => {
        const token = new URL(portal.setupUrl ?? "").searchParams.get("token");
        return action(portal.client(), "completeSetupAction", { token, email: newAddress("admin"), password: OTHER_PASSWORD });
      },
      rows: ["setup.completed success anonymous"],
    },
  ];
}
