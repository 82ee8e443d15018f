import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");

/** The colour tokens of each block of globals.css that sets them: light, dark by the system, dark by choice. */
const themes = [...css.matchAll(/color-scheme: (?:light|dark);([^}]*)\}/g)].map(([, block = ""]) =>
  Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value])),
);
const [light = {}, darkBySystem = {}, darkByChoice = {}] = themes;

/** Relative luminance (WCAG 2.2). */
function luminance(hex = "#000000"): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of two colours (WCAG 2.2). */
function contrast(a: string | undefined, b: string | undefined): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["background", "surface", "subtle"];
const TEXTS = ["foreground", "muted", "accent", "danger", "success", "warning"];

test("the dark of the system and the dark by choice are the same colours", () => {
  expect(themes).toHaveLength(3);
  expect(darkByChoice).toEqual(darkBySystem);
  expect(Object.keys(darkByChoice)).toEqual(Object.keys(light));
});

describe.each([
  ["light", light],
  ["dark", darkByChoice],
])("in the %s theme", (_name, theme) => {
  test.each(TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground])))("%s can be read on %s", (text, ground) => {
    expect(contrast(theme[text], theme[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["accent", "danger"])("the words on a %s button can be read, also while it is pointed at", (tone) => {
    expect(contrast(theme[`${tone}-foreground`], theme[tone])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme[`${tone}-foreground`], theme[`${tone}-hover`])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["accent", "danger", "success", "warning"])("its own colour and the quiet one can be read on a %s message", (tone) => {
    expect(contrast(theme[tone], theme[`${tone}-subtle`])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.muted, theme[`${tone}-subtle`])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(GROUNDS)("the edge of a field and the focus ring stand out from %s", (ground) => {
    expect(contrast(theme["border-strong"], theme[ground])).toBeGreaterThanOrEqual(3);
    expect(contrast(theme.accent, theme[ground])).toBeGreaterThanOrEqual(3);
  });
});
