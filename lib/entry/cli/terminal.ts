import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import type { CliIo } from "@/lib/entry/cli/command";

/** Takes the echo of what is typed and shows none of it. */
const silence = new Writable({ write: (_chunk, _encoding, done) => done() });

/** The real terminal of this process. */
export const terminal: CliIo = {
  out: (line) => {
    process.stdout.write(`${line}\n`);
  },
  err: (line) => {
    process.stderr.write(`${line}\n`);
  },
  readInput: () => text(process.stdin),
  async askSecret(prompt) {
    if (!process.stdin.isTTY) return null;
    process.stderr.write(prompt);
    const reader = createInterface({ input: process.stdin, output: silence, terminal: true });
    try {
      return await reader.question("");
    } finally {
      reader.close();
      process.stderr.write("\n");
    }
  },
};
