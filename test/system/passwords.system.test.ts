import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Answer } from "./client";
import { tokenIn } from "./inbox";
import { addPerson, newAddress, openSession, PASSWORD, register, whoami } from "./people";
import { startPortal } from "./portal";
import { callAction } from "./server-actions";

const standard = await startPortal();
const nist = await startPortal({ env: { PASSWORD_POLICY: "nist" } });

const reasons = (answer: Answer, field: string) => answer.body.error?.details?.fields?.[field] ?? [];

const signsIn = async (email: string, password: string) =>
  (await callAction(standard.client(), "signInAction", { email, password })).result?.ok ?? false;

const WEAK: Record<string, [password: (email: string) => string, reason: RegExp]> = {
  "too short": [() => "kurz-7!", /8 characters/],
  "among the first that anybody tries": [() => "qwertyuiop", /leaked/],
  "a leaked one with capitals": [() => "Password123", /leaked/],
  "one's own address": [(email) => email.split("@")[0] ?? "", /your name, your address/],
  "the product's name": [() => "Portico2026", /your name, your address|leaked/],
};

describe.each(Object.entries(WEAK))("a password that is %s", (_name, [password, reason]) => {
  test("is refused with the reason at registration, change and reset, and changes nothing", async () => {
    const email = newAddress();
    const registered = await register(standard, email, { password: password(email) });
    expect([registered.status, reasons(registered, "password")]).toEqual([422, [expect.stringMatching(reason)]]);
    expect(await db.user.count({ where: { email } })).toBe(0);

    const person = await addPerson();
    const client = await openSession(standard, person);
    const change = { current_password: PASSWORD, new_password: password(person.email) };
    const changed = await client.request("/api/v1/auth/password/change", { json: change });
    expect([changed.status, reasons(changed, "new_password")]).toEqual([422, [expect.stringMatching(reason)]]);

    await standard.request("/api/v1/auth/password/reset/request", { json: { email: person.email } });
    const token = tokenIn(await standard.mail(person.email));
    const reset = await standard.request("/api/v1/auth/password/reset/confirm", { json: { token, new_password: password(person.email) } });
    expect([reset.status, reasons(reset, "new_password")]).toEqual([422, [expect.stringMatching(reason)]]);
    expect(await signsIn(person.email, PASSWORD)).toBe(true);
    // A password that was refused leaves the link good.
    const again = await standard.request("/api/v1/auth/password/reset/confirm", {
      json: { token, new_password: "Ein-gutes-Wort-am-Ende-15" },
    });
    expect(again.status).toBe(200);
  });
});

test("the set-up refuses them too, and its link stays good", async () => {
  const token = new URL(standard.setupUrl ?? "").searchParams.get("token");
  const { result } = await callAction(standard.client(), "completeSetupAction", { token, email: newAddress(), password: "kurz" });
  expect(result).toMatchObject({ ok: false, error: { type: "VALIDATION_ERROR", fields: { password: [expect.any(String)] } } });
  expect(await db.user.count({ where: { role: "admin" } })).toBe(0);
});

test.each([
  "nur kleine buchstaben hier",
  "mit   vielen    leerzeichen",
  "🦊🐢🌵🍉🚲🎻🧊🪁🫐🧵🪴🥁🦚🪨🧭",
  "пароль из нескольких слов",
  `sehr lang ${"und noch länger ".repeat(6)}`,
  "x".repeat(20) + "9z!Kobalt".repeat(100),
])("%j is a good password, under standard and under nist", async (password) => {
  for (const portal of [standard, nist]) {
    const email = newAddress();
    expect((await register(portal, email, { password })).status).toBe(201);
    await portal.request("/api/v1/auth/email/verification/confirm", { json: { token: tokenIn(await portal.mail(email)) } });
    expect(await signsIn(email, password)).toBe(true);
    expect(await signsIn(email, `${password} `)).toBe(false);
  }
});

test("what is good for standard is too short for nist, which wants fifteen characters", async () => {
  const answers = [
    await register(standard, newAddress(), { password: "Zwölf-Zeich." }),
    await register(nist, newAddress(), { password: "Zwölf-Zeich." }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 422]);
});

test("every byte of a password counts, also behind the 72nd, also for a 200-character address", async () => {
  const email = `${"a".repeat(60)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(10)}.test`;
  const start = "Zweiundsiebzig-".repeat(5).slice(0, 72);
  const person = await addPerson({ email });
  const client = await openSession(standard, person);
  const changed = await client.request("/api/v1/auth/password/change", {
    json: { current_password: PASSWORD, new_password: `${start}RIGHT` },
  });
  expect(changed.status).toBe(200);
  expect([await signsIn(email, `${start}RIGHT`), await signsIn(email, `${start}WRONG`), await signsIn(email, start)]).toEqual([
    true,
    false,
    false,
  ]);
});

test.each([
  ["no current password", {}, 422],
  ["an empty one", { current_password: "" }, 422],
  ["a wrong one", { current_password: "not the one" }, 422],
  ["a list", { current_password: [PASSWORD] }, 422],
])("a change with %s is refused, and the hash stays as it was", async (_name, input, status) => {
  const person = await addPerson();
  const client = await openSession(standard, person);
  const hashOf = async () => (await db.user.findUniqueOrThrow({ where: { id: person.id } })).passwordHash;
  const before = await hashOf();
  const answer = await client.request("/api/v1/auth/password/change", { json: { ...input, new_password: "Ein-ganz-neues-Wort-16" } });
  expect(answer.status).toBe(status);
  expect(await hashOf()).toBe(before);
  expect(await whoami(client)).toBe(200);
});
