import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnvironment, VARIABLES } from "@/lib/env";
import { BRAKES } from "@/lib/limits/brakes";
import { BUDGETS } from "@/lib/limits/budgets";

interface Row {
  name: string;
  fallback: string;
  example: string;
  wrong: string;
}

const PAGE = readFileSync("docs/configuration.md", "utf8");

/** What has no default and is demanded: `npm start` sets it. */
const DEMANDED = {
  DATABASE_URL: "postgresql://127.0.0.1/portico",
  AUTH_SECRET: "a secret of more than thirty-two characters",
  ENCRYPTION_KEY: Buffer.alloc(32).toString("base64"),
  // SMS_WEBHOOK_URL demands it.
  SMS_WEBHOOK_SECRET: Buffer.alloc(32).toString("base64"),
};

const cells = (line: string) =>
  line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());

const rows: Row[] = PAGE.split("\n")
  .filter((line) => /^\| `[A-Z][A-Z0-9_]+` \|/.test(line))
  .map((line) => {
    const [name = "", fallback = "", , example = "", wrong = ""] = cells(line);
    return { name: name.replaceAll("`", ""), fallback, example, wrong };
  });

/** The assignments in a cell, as an environment; a value may stand in the quotes that a shell wants. */
function assignments(cell: string): Record<string, string> {
  return Object.fromEntries(
    [...cell.matchAll(/`([A-Z][A-Z0-9_]*)=([^`]*)`/g)].map(([, name = "", value = ""]) => [name, value.replace(/^"(.*)"$/, "$1")]),
  );
}

const exact = (cell: string) => /^`([^`]+)`$/.exec(cell)?.[1];

test("every variable has exactly one row, and no row is without a variable", () => {
  expect(rows.map(({ name }) => name).toSorted()).toEqual([...VARIABLES].toSorted());
});

test.each(rows.filter(({ fallback }) => exact(fallback)))("$name is $fallback when it is not set", ({ name, fallback }) => {
  const values: Record<string, unknown> = parseEnvironment({ ...DEMANDED });
  expect(String(values[name])).toBe(exact(fallback));
});

test.each(rows)("the example of $name is taken", ({ name, example }) => {
  const given = assignments(example);
  expect(Object.keys(given)).toEqual([name]);
  expect(() => parseEnvironment({ ...DEMANDED, ...given })).not.toThrow();
});

test.each(rows.filter(({ wrong }) => wrong.startsWith("`") && wrong.includes("`: ")))(
  "a wrong $name says what the page says",
  ({ wrong }) => {
    const sentence = wrong.slice(wrong.indexOf("`: ") + 3);
    expect(() => parseEnvironment({ ...DEMANDED, ...assignments(wrong) })).toThrow(sentence);
  },
);

test("the brakes are those of the code", () => {
  const written = [...PAGE.matchAll(/^\| `([a-z.]+)` \| (\d+) \| (\d+) s \| (\d+) s \| (\d+) s \|/gm)].map(([, name, ...numbers]) => [
    name,
    ...numbers.map(Number),
  ]);
  expect(written).toEqual(Object.entries(BRAKES).map(([name, shape]) => [name, ...Object.values(shape)]));
});

test("the budgets are those of the code", () => {
  const written = [...PAGE.matchAll(/^\| `([a-z]+(?:\.[a-z]+)+)` \| ([^|]+ in [^|]+) \|/gm)].map(([, name, points]) => [name, points]);
  const spoken = Object.entries(BUDGETS).map(([name, windows]) => [
    name,
    windows.map(({ points, seconds }) => `${points} in ${duration(seconds)}`).join(", "),
  ]);
  expect(written).toEqual(spoken);
});

function duration(seconds: number): string {
  const [count, unit] = seconds >= 3600 ? [seconds / 3600, "hour"] : [seconds / 60, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
