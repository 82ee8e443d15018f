import { beforeAll, describe, expect, it } from "vitest";
import { createAdministrator } from "@/lib/accounts/administrators";
import { changePassword } from "@/lib/accounts/password-change";
import { confirmPasswordReset } from "@/lib/accounts/password-reset";
import { register } from "@/lib/accounts/registration";
import { createUser } from "@/lib/accounts/user-administration";
import { db } from "@/lib/db";
import { passwordAskedOf } from "@/lib/entry/page-facts";
import { AppError } from "@/lib/errors";
import { hashLinkToken } from "@/lib/one-time-secret";
import { hashPassword } from "@/lib/passwords/hash";
import { logIn } from "@/lib/signin/login";
import { anonymous, join, newOrganization, newPerson, newSignedIn, operator } from "@/test/organization";

const STANDARD = "vexingtrout";
const STRICT = "Vexing trout 9";
const ALL = "Vexing trout under 9 lamps";

const presetsOf = async (id: string) => (await db.user.findUniqueOrThrow({ where: { id } })).passwordPresets;

async function withPassword(name: string, passwordPresets: string[] = []) {
  const person = await newSignedIn(name);
  await db.user.update({ where: { id: person.userId }, data: { passwordHash: await hashPassword(STANDARD), passwordPresets } });
  return person;
}

async function asking(name: string, password_policy: string, more: { deletedAt?: Date } = {}) {
  const id = await newOrganization({ owner: await newPerson("Olga") });
  await db.organization.update({ where: { id }, data: { name, securityPolicy: { password_policy }, ...more } });
  return id;
}

const reasonsOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return error.fields?.new_password ?? error.fields?.password ?? [error.message];
    },
  );

let harbour: string;
let tower: string;

beforeAll(async () => {
  harbour = await asking("Harbour Club", "strict");
  tower = await asking("Tower Works", "nist");
});

describe("a password that somebody chooses", () => {
  const change = (person: Awaited<ReturnType<typeof newPerson>>, new_password: string, current_password = STANDARD) =>
    changePassword(person, { current_password, new_password });

  it("must satisfy every living organization they are active in, and the refusal names it", async () => {
    const ana = await withPassword("Ana");
    await join(harbour, ana, "member");
    await join(tower, ana, "member");
    await join(await asking("Gone", "nist", { deletedAt: new Date() }), ana, "member");
    expect(await reasonsOf(change(ana, "another trout"))).toEqual([
      "Tower Works asks for more: Use 15 characters or more.",
      "Harbour Club asks for more: Add an upper-case letter. Add a digit.",
    ]);
    expect(await reasonsOf(change(ana, STRICT))).toEqual(["Tower Works asks for more: Use 15 characters or more."]);
    expect(await passwordAskedOf(ana.userId)).toMatchObject({
      presets: ["standard", "nist", "strict"],
      hint: expect.stringContaining("Tower Works"),
    });
    await change(ana, ALL);
    expect(await presetsOf(ana.userId)).toEqual(["standard", "strict", "nist"]);
  });

  it("need not satisfy one that they are suspended in, whose membership has ended, or that is another's", async () => {
    const ben = await withPassword("Ben");
    await db.membership.create({ data: { organizationId: harbour, userId: ben.userId, role: "member", status: "suspended" } });
    await db.membership.create({
      data: { organizationId: tower, userId: ben.userId, role: "member", endsAt: new Date(Date.now() - 1000) },
    });
    await change(ben, "another trout");
    expect(await presetsOf(ben.userId)).toEqual(["standard"]);
  });

  it("is judged alike behind a mailed link, which stays good, and by an operator's command", async () => {
    const cleo = await withPassword("Cleo");
    await join(harbour, cleo, "member");
    const token = "c".repeat(43);
    const open = { userId: cleo.userId, email: cleo.email, tokenHash: hashLinkToken(token), expiresAt: new Date(Date.now() + 60_000) };
    await db.oneTimeToken.create({ data: { ...open, purpose: "reset_password" } });
    const refused = ["Harbour Club asks for more: Add an upper-case letter. Add a digit."];
    expect(await reasonsOf(confirmPasswordReset(anonymous, { token, new_password: "another trout" }))).toEqual(refused);
    await confirmPasswordReset(anonymous, { token, new_password: STRICT });
    expect(await presetsOf(cleo.userId)).toEqual(["standard", "strict"]);
    expect(await reasonsOf(createAdministrator(operator, { email: cleo.email, password: "another trout" }))).toEqual(refused);
    await createAdministrator(operator, { email: cleo.email, password: ALL });
    expect(await presetsOf(cleo.userId)).toContain("nist");
  });
});

describe("which presets a password satisfies", () => {
  it("is known from the registration and from an administrator's choice on", async () => {
    await register(anonymous, { email: "new@example.test", password: STRICT, username: undefined, full_name: undefined });
    const { id } = await db.user.findUniqueOrThrow({ where: { email: "new@example.test" } });
    expect(await presetsOf(id)).toEqual(["standard", "strict"]);
    expect(await db.oneTimeToken.findFirstOrThrow({ where: { userId: id } })).toMatchObject({ passwordPresets: ["standard", "strict"] });
    const made = await createUser(operator, { email: "made@example.test", password: ALL, role: "user", email_verified: true });
    expect(await presetsOf(made.id)).toHaveLength(3);
  });

  it("is learnt at the next sign-in where it is not known, and left alone where it is", async () => {
    const login = (email: string, exchange: boolean) => logIn(anonymous, { email, password: STANDARD, remember_me: false, exchange });
    const [unknown, exchanging, known] = await Promise.all([withPassword("Dora"), withPassword("Eric"), withPassword("Finn", ["none"])]);
    await login(unknown.email, false);
    expect(await presetsOf(unknown.userId)).toEqual(["standard"]);
    await login(exchanging.email, true);
    expect(await presetsOf(exchanging.userId)).toEqual(["standard"]);
    await login(known.email, false);
    expect(await presetsOf(known.userId)).toEqual(["none"]);
  });
});
