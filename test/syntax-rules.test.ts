import { expect, test } from "vitest";
import { syntaxFindings } from "../scripts/checks/syntax.mjs";

const ACTION = 'import { action } from "@/lib/entry/action";';

test.each([
  ["an exported function", "export async function remove(id: string) { return id; }", "remove"],
  ["an exported arrow", "export const remove = async (id: string) => id;", "remove"],
  ["a list of exports", "const remove = async () => {};\nexport { remove };", "remove"],
  ["a default export", "export default async function remove() {}", "(default)"],
  ["everything of another file", 'export * from "./elsewhere";', "(everything of another file)"],
  [
    "another maker of the same file",
    'import { nothing } from "@/lib/entry/action";\nexport const remove = nothing(async () => {});',
    "remove",
  ],
  ["a maker of the same name from elsewhere", 'import { action } from "./mine";\nexport const remove = action(async () => {});', "remove"],
])("a server action that is not made by action(…) is named: %s", (_form, code, name) => {
  expect(syntaxFindings("app/x/actions.ts", `"use server";\n${code}\n`)).toEqual([
    `app/x/actions.ts: the server action ${name} is not made by action(…).`,
  ]);
});

test("actions made by action(…), and types beside them, pass", () => {
  const source = `"use server";\n${ACTION}\nexport type Input = string;\nexport const remove = action(contract, async () => ({}));\n`;
  expect(syntaxFindings("app/x/actions.ts", source)).toEqual([]);
});

test("a server action inside a page is refused", () => {
  const source = 'export default () => <form action={async () => {\n  "use server";\n}} />;\n';
  expect(syntaxFindings("app/x/page.tsx", source)).toEqual([
    'app/x/page.tsx: "use server" belongs at the top of a file whose exports are made by action(…).',
  ]);
});

test.each(["process.env.AUTH_SECRET", 'process["env"].AUTH_SECRET', "globalThis.process.env"])(
  "reading the environment as %s is refused",
  (expression) => {
    expect(syntaxFindings("lib/x.ts", `export const secret = ${expression};`)).toEqual(["lib/x.ts: only lib/env.ts reads process.env."]);
  },
);

test("a comment about process.env is no reading of it", () => {
  expect(syntaxFindings("lib/x.ts", "/** Nothing reads `process.env`. */\nexport const one = process.uptime();")).toEqual([]);
});

test("asking who may do something in an organization, and not waiting for the answer, is refused", () => {
  const wait =
    'export async function f() {\n  await authorize(actor, "members.read", scope);\n  authorize(actor, "platform.users.read");\n}\n';
  expect(syntaxFindings("lib/x.ts", wait)).toEqual([]);
  expect(syntaxFindings("lib/x.ts", wait.replace("await ", ""))).toEqual([
    "lib/x.ts: authorize(…) in an organization answers later: await it.",
  ]);
});
