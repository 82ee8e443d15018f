import { beforeEach, expect, test } from "vitest";
import type { AnonymousActor } from "@/lib/access/actor";
import { confirmVerification } from "@/lib/accounts/email-verification";
import { findAndMail } from "@/lib/accounts/find-and-mail";
import { mailOneTimeToken } from "@/lib/accounts/mail-one-time-token";
import { register } from "@/lib/accounts/registration";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { listInbox } from "@/lib/mail/inbox";
import { signInWithPassword } from "@/lib/signin/password";

const context = { requestId: "00000000-0000-4000-8000-000000000000", ip: "192.0.2.1", userAgent: null };
const anonymous: AnonymousActor = { kind: "anonymous", context };
/** A new one for each test: what is spent of an address's budget stays spent. */
let email = "";
let people = 0;

const signsIn = async (password: string) => {
  try {
    await signInWithPassword(anonymous, { identifier: email, password, remember_me: false });
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
};

/** Sends the mails that wait, oldest first, and returns what arrived, oldest first. */
async function mails() {
  const waiting = await db.oneTimeToken.findMany({ where: { email, consumedAt: null, tokenHash: null }, orderBy: { id: "asc" } });
  for (const { id } of waiting) await mailOneTimeToken({ oneTimeTokenId: id }, { id, attempt: 1, queuedAt: new Date() });
  return (await listInbox({ to: email, limit: 10 })).items.toReversed();
}

const tokenOf = (mail: { links: string[] } | undefined) => new URL(mail?.links[0] ?? "").searchParams.get("token") ?? "";

beforeEach(async () => {
  people += 1;
  email = `ana${people}@example.com`;
  await register(anonymous, { email, password: "the owner's own words" });
  await register(anonymous, { email, password: "a stranger's own words" });
});

test("a stranger who registers the address again does not end its owner's mail, by link", async () => {
  const [own] = await mails();
  await confirmVerification(anonymous, { token: tokenOf(own) });
  expect(await signsIn("the owner's own words")).toBe(true);
  expect(await signsIn("a stranger's own words")).toBe(false);
});

test("nor by code; and once one is proven, the other is worthless", async () => {
  const [own, strange] = await mails();
  await confirmVerification(anonymous, { email, code: own?.code ?? "" });
  await expect(confirmVerification(anonymous, { token: tokenOf(strange) })).rejects.toMatchObject({ type: "TOKEN_EXPIRED" });
  expect(await signsIn("the owner's own words")).toBe(true);
});

test("asking for the mail again while two registrations wait lets the owner choose, and takes neither password", async () => {
  await findAndMail({ email, purpose: "verify_email" });
  const open = await db.oneTimeToken.findMany({ where: { email, consumedAt: null, purpose: "reset_password" } });
  expect(open).toHaveLength(1);
  expect((await mails()).at(-1)?.links[0]).toContain("/reset-password?token=");
});

test("asking again while one waits carries its password", async () => {
  email = "bea@example.com";
  await register(anonymous, { email, password: "the owner's own words" });
  await findAndMail({ email, purpose: "verify_email" });
  await confirmVerification(anonymous, { token: tokenOf((await mails()).at(-1)) });
  expect(await signsIn("the owner's own words")).toBe(true);
});

test("a username that ten people want at the same moment is one account, and a clear refusal for the others", async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      register(
        { ...anonymous, context: { ...context, ip: `198.51.100.${at}` } },
        { email: `rival${at}@example.com`, username: "rivals", password: "lamp and river" },
      ).then(
        ({ status }) => status,
        (error: unknown) => (error instanceof AppError ? error.type : error),
      ),
    ),
  );
  expect(outcomes.toSorted()).toEqual([...Array.from({ length: 9 }, () => "CONFLICT"), "pending_verification"]);
  expect(await db.user.count({ where: { username: "rivals" } })).toBe(1);
});
