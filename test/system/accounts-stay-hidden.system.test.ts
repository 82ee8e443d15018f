import { expect, test } from "vitest";
import type { Answer } from "./client";
import { addPerson, newAddress, PASSWORD, register } from "./people";
import { startPortal } from "./portal";
import { callAction } from "./server-actions";

const portal = await startPortal();

/** One address of each kind an outsider might wonder about. */
const addresses = {
  unknown: newAddress("unknown"),
  known: (await addPerson()).email,
  unverified: (await addPerson({ emailVerified: null })).email,
  disabled: (await addPerson({ isActive: false })).email,
  administrator: (await addPerson({ role: "admin" })).email,
};

/** Everything an outsider sees of an answer, without what differs between any two. */
function visible({ status, headers, text }: Answer, email: string) {
  const { date, "x-request-id": id = "", "x-process-time": _time, ...rest } = headers;
  const neutral = (value: string) =>
    value
      .replaceAll(email, "EMAIL")
      .replaceAll(String(id), "ID")
      .replace(/"request_id":"[^"]*"/, "")
      // What the framework draws a page's head under, anew each time.
      .replaceAll(/"[\w-]{18,24}"(?=,\{"children":)/g, '"KEY"')
      .replaceAll(/"(challenge|ceremony_token)":"[\w-]{43}"/g, "")
      // A cookie's end as a date moves with the clock; its Max-Age stands beside it.
      .replace(/portico\.passkey=[\w-]{43}(; Path=[^;]+); Expires=[^;"]+/, "portico.passkey=$1");
  const nonce = /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? "-";
  return {
    status,
    headers: JSON.parse(neutral(JSON.stringify(rest)).replaceAll(nonce, "NONCE")),
    text: neutral(text).replaceAll(nonce, "NONCE"),
  };
}

const byApi =
  (path: string, body: (email: string) => unknown) =>
  (email: string): Promise<Answer> =>
    portal.request(path, { json: body(email) });
const byAction = (name: string, input: (email: string) => unknown) => async (email: string) =>
  (await callAction(portal.client(), name, input(email))).answer;

const WAYS: Record<string, (email: string) => Promise<Answer>> = {
  "POST register": (email) => register(portal, email),
  "POST password/reset/request": byApi("/api/v1/auth/password/reset/request", (email) => ({ email })),
  "POST email/verification/request": byApi("/api/v1/auth/email/verification/request", (email) => ({ email })),
  "POST email/verification/confirm with a guessed code": byApi("/api/v1/auth/email/verification/confirm", (email) => ({
    email,
    code: "000000",
  })),
  "the registration form": byAction("registerAction", (email) => ({ email, password: PASSWORD })),
  "the registration without a password": byAction("registerForPasskeyAction", (email) => ({ email })),
  "POST passkey/options": byApi("/api/v1/auth/passkey/options", (email) => ({ email })),
  "the forgotten-password form": byAction("requestPasswordResetAction", (email) => ({ email })),
  "the resend button": byAction("requestVerificationAction", (email) => ({ email })),
  "the sign-in form with a wrong password": byAction("signInAction", (email) => ({ email, password: "not the right one" })),
  "a guessed code": byAction("confirmVerificationAction", (email) => ({ email, code: "000000" })),
};

test.each(Object.entries(WAYS))("%s answers every kind of address alike", async (_name, ask) => {
  const unknown = visible(await ask(addresses.unknown), addresses.unknown);
  expect(unknown.status).toBeLessThan(500);
  for (const [kind, email] of Object.entries(addresses)) {
    expect(visible(await ask(email), email), kind).toEqual(unknown);
  }
});

test("a second registration is known to the owner alone, by mail", async () => {
  const { email } = await addPerson();
  const answer = await register(portal, email.toUpperCase());
  expect(answer.status).toBe(201);
  const mail = await portal.mail(email);
  expect(mail.code).toBeUndefined();
  expect(mail.links.every((link) => !link.includes("token="))).toBe(true);
});

test("an unknown and a disabled address get no reset mail", async () => {
  const disabled = await addPerson({ isActive: false });
  const unknown = newAddress();
  for (const email of [disabled.email, unknown]) await portal.request("/api/v1/auth/password/reset/request", { json: { email } });
  expect([await portal.inbox(disabled.email), await portal.inbox(unknown)]).toEqual([[], []]);
});

test("only who knows the password learns that an account is disabled or unconfirmed", async () => {
  for (const [email, type] of [
    [addresses.disabled, "ACCOUNT_DISABLED"],
    [addresses.unverified, "EMAIL_NOT_VERIFIED"],
  ] as const) {
    const right = await callAction(portal.client(), "signInAction", { email, password: PASSWORD });
    const wrong = await callAction(portal.client(), "signInAction", { email, password: "something else" });
    expect(right.result).toMatchObject({ ok: false, error: { type } });
    expect(wrong.result).toMatchObject({ ok: false, error: { type: "INVALID_CREDENTIALS" } });
  }
});

test("who registers an address that somebody else left unconfirmed cannot sign in with either password before confirming", async () => {
  const email = newAddress();
  await register(portal, email, { password: "Vom-Angreifer-gepflanzt-1" });
  const planted = await portal.mail(email);
  await register(portal, email, { password: "Von-der-Besitzerin-gewählt-2" });
  const mine = await portal.mail(email, (mail) => mail.code !== undefined && mail.code !== planted.code);
  const confirmed = await portal.request("/api/v1/auth/email/verification/confirm", { json: { email, code: mine.code } });
  expect(confirmed.status).toBe(200);
  const attempts = await Promise.all(
    ["Vom-Angreifer-gepflanzt-1", "Von-der-Besitzerin-gewählt-2"].map((password) =>
      callAction(portal.client(), "signInAction", { email, password }),
    ),
  );
  expect(attempts.map(({ result }) => result?.ok)).toEqual([false, true]);
});
