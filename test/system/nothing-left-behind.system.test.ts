import { expect, test } from "vitest";
import { hashLinkToken } from "@/lib/one-time-secret";
import { tokenIn } from "./inbox";
import { newAddress, PASSWORD, register, registerVerified, signIn } from "./people";
import { startPortal } from "./portal";
import { everythingStored } from "./rows";
import { callAction } from "./server-actions";

const portal = await startPortal({ env: { LOG_LEVEL: "trace" } });

test("no password, token, code or cookie that was ever used is in the log or in the database", async () => {
  const secrets = new Map<string, string>();
  const keep = <T extends string>(name: string, value: T): T => {
    secrets.set(name, value);
    return value;
  };

  // A life: registered, confirmed by code, signed in, failed, changed, reset, moved, signed out.
  const email = newAddress();
  await register(portal, email, { password: keep("first password", "Erste-Geheimnis-der-Reihe-1") });
  const welcome = await portal.mail(email);
  keep("confirmation token", tokenIn(welcome));
  await portal.request("/api/v1/auth/email/verification/confirm", { json: { email, code: welcome.code } });
  const client = await signIn(portal, email, "Erste-Geheimnis-der-Reihe-1");
  keep("session cookie", client.session ?? "");
  await callAction(portal.client(), "signInAction", { email, password: keep("mistyped password", "Vertipptes-Geheimnis-das-keines-ist") });
  await client.request("/api/v1/users/me/password", {
    json: { current_password: "Erste-Geheimnis-der-Reihe-1", new_password: keep("second password", "Zweite-Geheimnis-der-Reihe-2") },
  });
  const loggedIn = await portal.request("/api/v1/auth/login", { json: { email, password: "Zweite-Geheimnis-der-Reihe-2" } });
  for (const name of ["access_token", "refresh_token"]) {
    const token: unknown = loggedIn.body.data?.[name];
    if (typeof token === "string") keep(name, token);
  }
  await portal.request("/api/v1/auth/me", { headers: { authorization: `Bearer ${secrets.get("access_token")}` } });
  const elsewhere = newAddress("elsewhere");
  await client.request("/api/v1/users/me/email", { json: { new_email: elsewhere, current_password: "Zweite-Geheimnis-der-Reihe-2" } });
  const move = keep("change token", tokenIn(await portal.mail(elsewhere)));
  await portal.request(`/verify-email?token=${move}`);
  await portal.request("/api/v1/auth/email/verification/confirm", { json: { token: move } });
  await portal.request("/api/v1/auth/password/reset/request", { json: { email: elsewhere } });
  const reset = keep("reset token", tokenIn(await portal.mail(elsewhere, (mail) => mail.links.some((link) => link.includes("reset")))));
  await portal.request(`/reset-password?token=${reset}`);
  await portal.request("/api/v1/auth/password/reset/confirm", {
    json: { token: reset, new_password: keep("third password", "Dritte-Geheimnis-der-Reihe-3") },
  });
  const setup = keep("set-up token", new URL(portal.setupUrl ?? "").searchParams.get("token") ?? "");
  await portal.request(`/setup?token=${setup}`);
  const again = await signIn(portal, elsewhere, "Dritte-Geheimnis-der-Reihe-3");
  keep("second cookie", again.session ?? "");
  // Where people paste what they should not.
  await portal.request(`/login?callbackUrl=/account&password=${keep("pasted password", "In-die-Adresse-geklebt-4")}`);
  await portal.request("/api/v1/auth/register", { body: `{"password":"${keep("half a body", "Halb-gesendet-5")}` });
  await again.request("/logout", { method: "POST" });
  await portal.inbox(elsewhere);

  await expect.poll(() => portal.logs()).toContain('"path":"/logout"');
  const [log, stored] = [portal.logs(), await everythingStored()];
  // The search finds what is there.
  expect(stored).toContain(hashLinkToken(reset));
  for (const [name, secret] of secrets) {
    expect(secret.length, name).toBeGreaterThan(10);
    expect(log.includes(secret), `${name} in the log`).toBe(false);
    expect(stored.includes(secret), `${name} in the database`).toBe(false);
  }
  expect(stored).not.toContain(`"${welcome.code}"`);
});

test("a request is logged under the id that was answered, and without its input", async () => {
  const person = await registerVerified(portal);
  const client = await signIn(portal, person.email);
  const answer = await client.request("/api/v1/auth/password/change", {
    json: { current_password: PASSWORD, new_password: "Kaputte-Datenbank-am-Mittag-6" },
    headers: { "x-request-id": "made-up" },
  });
  expect(answer.status).toBe(200);
  await expect.poll(() => portal.logs()).toContain(String(answer.body.request_id));
  expect(portal.logs()).not.toContain("Kaputte-Datenbank-am-Mittag-6");
});
