import { defineCommand } from "@/lib/entry/cli/command";
import type { Diagnosis } from "@/lib/entry/cli/doctor/diagnosis";

const MARKS = { ok: "✓", warning: "!", failure: "✗" } as const;

/** The environment first: while it is wrong, nothing that reads it can even be loaded. */
async function examine(): Promise<Diagnosis[]> {
  try {
    await import("@/lib/env");
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    return [{ name: "environment", status: "failure", sentence, advice: "Correct the variable; docs/configuration.md lists them all." }];
  }
  const { runChecks } = await import("@/lib/entry/cli/doctor/checks");
  return [{ name: "environment", status: "ok", sentence: "Every variable is understood.", advice: null }, ...(await runChecks())];
}

/** `portico doctor` */
export const doctor = defineCommand({
  description: ["Nothing is changed. Exit code 1 when something is broken; a warning alone leaves it 0."],
  options: {},
  async run() {
    const checks = await examine();
    const broken = checks.filter((check) => check.status === "failure").length;
    const lines = checks.flatMap(({ name, status, sentence, advice }) => [
      `${MARKS[status]} ${name.padEnd(13)} ${sentence}`,
      ...(advice === null ? [] : [`  ${" ".repeat(13)} → ${advice}`]),
    ]);
    return {
      data: { ok: broken === 0, checks },
      lines: [...lines, "", broken === 0 ? "Nothing is broken." : `${broken} ${broken === 1 ? "thing is" : "things are"} broken.`],
      exitCode: broken === 0 ? 0 : 1,
    };
  },
});
