import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { signingKey } from "@/lib/tokens/signing-keys";
import { createPorticoClient, type PorticoClient, type Tokens } from "../../client/src/index";
import { tokenIn } from "./inbox";
import { addPerson, newAddress, PASSWORD, type Person } from "./people";
import { startPortal } from "./portal";
import { audited } from "./rows";

const portal = await startPortal();
const run = promisify(execFile);
const { url: baseUrl } = portal;

/** A client whose every pair of tokens is remembered, so that each can be shown to be dead. */
function remembering(tokens: Tokens | null = null): { client: PorticoClient; seen: Tokens[] } {
  const seen: Tokens[] = [];
  let kept = tokens;
  const store = {
    get: () => kept,
    set(next: Tokens | null) {
      kept = next;
      if (next) seen.push(next);
    },
  };
  return { client: createPorticoClient({ baseUrl, tokens: store }), seen };
}

/** What a client that holds these tokens is told: the type of the error. */
async function refusal(tokens: Tokens): Promise<unknown> {
  return createPorticoClient({ baseUrl, tokens: { get: () => tokens, set: () => {} } })
    .request("GET", "/api/v1/auth/me")
    .then(
      () => "nothing",
      (error: unknown) => (error instanceof Error ? Reflect.get(error, "type") : error),
    );
}

describe("a program that knows the document alone lives the whole life of an account", () => {
  test("with curl (docs/examples/journey.sh)", async () => {
    const { stdout } = await run("bash", ["docs/examples/journey.sh", baseUrl]);
    const lines = stdout.trim().split("\n");
    expect(lines.filter((line) => !line.startsWith("✓ "))).toEqual([]);
    expect(lines.at(-1)).toBe("✓ was refused with each of 6 access tokens and as many refresh tokens");
  });

  test("with the typed client", async () => {
    const email = newAddress("program");
    const { client, seen } = remembering();
    const registered = await client.request("POST", "/api/v1/auth/register", { body: { email, password: PASSWORD, full_name: "Ana" } });
    expect([registered.status, registered.data.status]).toEqual([201, "pending_verification"]);
    await expect(client.signIn({ email, password: PASSWORD })).rejects.toMatchObject({ type: "EMAIL_NOT_VERIFIED", status: 403 });

    const { code = "" } = await portal.mail(email, (mail) => mail.code !== undefined);
    await client.request("POST", "/api/v1/auth/email/verification/confirm", { body: { email, code } });
    await client.signIn({ email, password: PASSWORD });
    for (let turn = 0; turn < 3; turn += 1) {
      await client.refresh();
      expect((await client.request("GET", "/api/v1/auth/me")).data.user.email).toBe(email);
    }

    const changed = "Ein-Wort-fuer-Programme-21";
    await client.request("POST", "/api/v1/auth/password/change", { body: { current_password: PASSWORD, new_password: changed } });
    await client.request("POST", "/api/v1/auth/password/reset/request", { body: { email } });
    const token = tokenIn(await portal.mail(email, (mail) => mail.links.some((link) => link.includes("/reset-password?token="))));
    const weak = client.request("POST", "/api/v1/auth/password/reset/confirm", { body: { token, new_password: "short" } });
    await expect(weak).rejects.toMatchObject({ type: "VALIDATION_ERROR", fields: { new_password: [expect.any(String)] } });
    const password = "Ein-Wort-fuer-Programme-22";
    await client.request("POST", "/api/v1/auth/password/reset/confirm", { body: { token, new_password: password } });
    await expect(client.request("GET", "/api/v1/auth/me")).rejects.toMatchObject({ type: "TOKEN_REVOKED" });
    expect(await client.tokens()).toBeNull();

    const other = remembering();
    await Promise.all([client.signIn({ email, password }), other.client.signIn({ email, password })]);
    const { data: sessions } = await client.request("GET", "/api/v1/auth/sessions");
    expect(sessions.map(({ current }) => current).sort()).toEqual([false, true]);
    const id = sessions.find(({ current }) => !current)?.id ?? "";
    expect((await client.request("DELETE", "/api/v1/auth/sessions/{id}", { params: { id } })).data).toEqual({ revoked: 1 });
    await expect(other.client.request("GET", "/api/v1/auth/me")).rejects.toMatchObject({ type: "TOKEN_REVOKED" });
    await client.signOut();

    const all = [...seen, ...other.seen];
    expect(all.length).toBe(6);
    for (const tokens of all) expect(await refusal(tokens)).toBe("TOKEN_REVOKED");
  });
});

/** An access token as we make them, whose time is over. */
async function expiredToken(person: Person): Promise<string> {
  const { kid, privateKey } = await signingKey();
  const session = await db.session.findFirstOrThrow({ where: { userId: person.id } });
  const iat = Math.floor(Date.now() / 1000) - 600;
  const claims = {
    iss: baseUrl,
    aud: baseUrl,
    iat,
    exp: iat + 60,
    jti: crypto.randomUUID(),
    sub: person.id,
    sid: session.id,
    type: "access",
  };
  return new SignJWT({ ...claims, client_id: "portico" }).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid }).sign(privateKey);
}

test("fifty calls at once with a token that has run out are fifty answers after one refresh", async () => {
  const person = await addPerson();
  const first = remembering();
  await first.client.signIn({ email: person.email, password: PASSWORD });
  const access_token = await expiredToken(person);
  const { client, seen } = remembering({ access_token, refresh_token: first.seen[0]?.refresh_token ?? "" });
  const calls = Array.from({ length: 50 }, () => client.request("GET", "/api/v1/users/me", { retries: 5 }));
  const answers = await Promise.all(calls);
  expect(answers.every(({ data }) => data.email === person.email)).toBe(true);
  expect(seen.length).toBe(1);
  expect(await db.refreshToken.count({ where: { session: { userId: person.id } } })).toBe(2);
  expect(await audited("token.reuse_detected", person.id)).toBe(0);
});

test("the example for Node.js shows what happened with an account (docs/examples/activity.mjs)", async () => {
  const person = await addPerson();
  const { client } = remembering();
  for (let turn = 0; turn < 3; turn += 1) await client.signIn({ email: person.email, password: PASSWORD });
  const example = (password: string) =>
    run(process.execPath, ["docs/examples/activity.mjs", baseUrl, person.email], { env: { ...process.env, PASSWORD: password } });
  const lines = (await example(PASSWORD)).stdout.trim().split("\n");
  expect([lines[0], lines.at(-1)]).toEqual([`Signed in as ${person.email}`, "Signed out"]);
  expect(lines.filter((line) => line.includes("You signed in")).length).toBe(4);
  await expect(example("wrong password")).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("INVALID_CREDENTIALS") });
});
