import { afterAll, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { runCommandLine } from "@/lib/entry/cli/run";
import { newOrganization, newPerson } from "@/test/organization";

async function portico(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    readInput: async () => "",
    askSecret: async () => null,
    ask: async () => null,
    redraw: null,
    interruption: () => new AbortController().signal,
  };
  return { exitCode: await runCommandLine(argv, io), out: out.join("\n"), err: err.join("\n") };
}

afterAll(async () => {
  await db.$disconnect();
  await pool.end();
});

it("lists organizations, and explains what somebody may do there", async () => {
  const [owner, member] = [await newPerson("Olga"), await newPerson("Mia")];
  const id = await newOrganization({ owner, member });
  const { slug } = await db.organization.findUniqueOrThrow({ where: { id } });
  expect((await portico("organization", "list", "--search", slug.slice(2))).out).toContain(id);
  expect((await portico("organization", "list", "--state", "deleted")).out).not.toContain(id);
  expect((await portico("organization", "list", "--state", "odd")).exitCode).toBe(2);
  const ask = (email: string, ...more: string[]) => portico("access", "explain", email, "members.invite", ...more);
  expect(await ask(owner.email, "--organization", slug)).toMatchObject({
    exitCode: 0,
    out: `${owner.email}, members.invite: Yes: they are Owner of the whole organization, a role that holds it.`,
  });
  expect(await ask(member.email, "--organization", id)).toMatchObject({
    exitCode: 1,
    out: expect.stringContaining("No: none of their roles"),
  });
  expect((await ask(member.email)).exitCode).toBe(2);
  expect((await ask(member.email, "--organization", "nothing-like-it")).exitCode).toBe(1);
});
