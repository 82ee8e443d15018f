import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const PAGES = [
  "README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path)),
];

/** Where the links and pictures of a page lead, but for code. */
function linksOf(page: string): string[] {
  const text = readFileSync(page, "utf8")
    .replace(/```[\s\S]*?```/g, "")
    .replace(/`[^`\n]*`/g, "code");
  return [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"\s]+)"/g)].map(([, link = "", attribute = ""]) => link || attribute);
}

/** The anchors that a page's headings get where Markdown is shown. */
function anchorsOf(page: string): Set<string> {
  const headings = readFileSync(page, "utf8").matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    [...headings].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

test("the index of the documentation leads to every page and every decision", () => {
  const listed = linksOf("docs/README.md").map((link) => join("docs", link));
  const pages = PAGES.filter((page) => page.startsWith("docs/") && page !== "docs/README.md");
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.filter((page) => !listed.includes(page))).toEqual([]);
});

test.each(PAGES)("%s has no broken link", (page) => {
  const broken = linksOf(page).filter((link) => {
    if (/^[a-z]+:/i.test(link)) return false;
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : relative(".", join(dirname(page), path));
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(target).has(anchor);
  });
  expect(broken).toEqual([]);
});

test("no picture is left that no page shows", () => {
  const shown = new Set(PAGES.flatMap((page) => linksOf(page).map((link) => join(dirname(page), link))));
  const kept = readdirSync("docs/screenshots").map((name) => join("docs/screenshots", name));
  expect(kept.filter((picture) => !shown.has(picture))).toEqual([]);
});

test("no message of a diagram holds a semicolon, at which Mermaid begins a new statement", () => {
  const diagrams = PAGES.flatMap((page) => [...readFileSync(page, "utf8").matchAll(/```mermaid\n(sequenceDiagram[\s\S]*?)```/g)]);
  expect(diagrams.length).toBeGreaterThan(0);
  expect(diagrams.flatMap(([, code = ""]) => code.split("\n").filter((line) => line.includes(";")))).toEqual([]);
});
