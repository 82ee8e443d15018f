import { describe, expect, it, vi } from "vitest";
import { estimateStrength } from "@/lib/passwords/strength";

vi.setConfig({ testTimeout: 60_000 });

describe("the strength of a password", () => {
  it.each([
    ["password", 0, "Very weak"],
    ["jane.doe", 0, "Very weak"],
    ["Mountain1987", 1, "Weak"],
    ["vexing trout under a copper lamp", 4, "Very strong"],
  ])("of %j is %i, %s", async (password, score, label) => {
    const strength = await estimateStrength(password, ["jane.doe@example.com", "Jane Doe"]);
    expect(strength).toMatchObject({ score, label });
    expect(strength.suggestion).toMatch(/^[A-Z].*\.$/);
  });

  it("falls when it holds the owner's name", async () => {
    const alone = await estimateStrength("quillonfarr", []);
    const own = await estimateStrength("quillonfarr", ["quillon.farr@example.com"]);
    expect(own.score).toBeLessThan(alone.score);
  });

  it("is fair at most for what a preset would refuse, and the advice says what is missing", async () => {
    const password = "vexing trout under a copper lamp";
    expect(await estimateStrength(password, [], ["nist"])).toMatchObject({ score: 4 });
    expect(await estimateStrength(password, [], ["nist", "strict"])).toEqual({
      score: 2,
      label: "Fair",
      suggestion: "Add an upper-case letter. Add a digit.",
    });
  });

  it("is estimated from the first hundred characters, however long it is", async () => {
    const start = "aB3$xyzzy".repeat(12).slice(0, 100);
    expect(await estimateStrength(start + "more".repeat(10_000), [])).toEqual(await estimateStrength(start, []));
  });
});
