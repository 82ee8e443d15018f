import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CliIo } from "@/lib/entry/cli/command";
import { COMMANDS } from "@/lib/entry/cli/commands";
import { runCommandLine } from "@/lib/entry/cli/run";

async function portico(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io: CliIo = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    readInput: async () => "",
    askSecret: async () => null,
    ask: async () => null,
    redraw: null,
    interruption: () => new AbortController().signal,
  };
  const exitCode = await runCommandLine(argv, io);
  return { exitCode, out: out.join("\n"), err: err.join("\n") };
}

describe("the command line", () => {
  it("shows every command to whoever asks for help", async () => {
    for (const argv of [["--help"], ["help"], ["-h"]]) {
      const { exitCode, out, err } = await portico(...argv);
      expect(exitCode).toBe(0);
      expect(err).toBe("");
      for (const command of COMMANDS) expect(out).toContain(command.name);
    }
  });

  it("shows the commands of a group, and the options of a command", async () => {
    const group = await portico("audit", "--help");
    expect(group).toMatchObject({ exitCode: 0, err: "" });
    expect(group.out).toContain("audit verify");
    expect(group.out).not.toContain("user list");
    const command = await portico("audit", "verify", "--help");
    expect(command).toMatchObject({ exitCode: 0, err: "" });
    expect(command.out).toContain("--expect-file FILE");
  });

  it.each(COMMANDS.map((command) => command.name))("has help for %s, with --json in it", async (name) => {
    const { exitCode, out } = await portico(...name.split(" "), "--help");
    expect(exitCode).toBe(0);
    expect(out).toContain(`portico ${name}`);
    expect(out).toContain("--json");
  });

  it.each(COMMANDS.map((command) => command.name))("has its line for %s in docs/cli.md", (name) => {
    expect(readFileSync("docs/cli.md", "utf8")).toMatch(new RegExp(`^\\| \`${name}[ \`]`, "m"));
  });

  it.each([
    [[], "Which command?"],
    [["frobnicate"], 'There is no command "frobnicate".'],
    [["audit"], 'There is no command "audit".'],
    [["audit", "frobnicate"], 'There is no command "audit frobnicate".'],
    [["audit", "verify", "--frobnicate"], "--frobnicate"],
    [["audit", "verify", "--scope"], "--scope"],
    [["audit", "verify", "extra"], '"extra" is too much.'],
    [["audit", "verify", "--expect", "platform:0:ff"], "is not a head"],
    [["audit", "verify", "--expect-file", "/nowhere/heads"], "/nowhere/heads cannot be read."],
    [["user", "show"], "USER is missing."],
    [["user", "list", "--limit", "0"], "A limit is a whole number from 1 to 100."],
    [["user", "list", "--role", "root"], "--role is one of admin, user, guest."],
    [["session", "revoke"], "one of the two"],
    [["session", "revoke", "x"], "This is not the id of a session."],
    [["admin", "create"], "--email is missing."],
    [["admin", "create", "--email", "nobody", "--password-stdin"], "Enter an e-mail address"],
    [["admin", "create", "--email", "a@b.example", "--password", "secret"], "--password"],
    [["admin", "create", "--email", "a@b.example"], "Nobody is at a terminal"],
    [["admin", "create", "--email", "a@b.example", "--password-stdin", "--generate-password"], "one way"],
  ])("answers %j with what is wrong and exit code 2", async (argv, sentence) => {
    const { exitCode, out, err } = await portico(...argv);
    expect(exitCode).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(sentence);
  });

  it("prints one JSON document for --json also when the usage is wrong", async () => {
    const { exitCode, out, err } = await portico("user", "list", "--limit", "x", "--json");
    expect(exitCode).toBe(2);
    expect(err).toBe("");
    expect(JSON.parse(out)).toMatchObject({ error: { type: "USAGE" } });
  });
});
