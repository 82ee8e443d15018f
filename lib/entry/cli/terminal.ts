import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import type { CliIo } from "@/lib/entry/cli/command";

/** Takes the echo of what is typed and shows none of it. */
const silence = new Writable({ write: (_chunk, _encoding, done) => done() });

const asked = new AbortController();

function interruption(): AbortSignal {
  // A terminal and the parent process may both pass on one and the same keystroke: a second one means no more than the first.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => asked.abort());
  return asked.signal;
}

/** The real terminal of this process. */
export const terminal: CliIo = {
  out: (line) => {
    process.stdout.write(`${line}\n`);
  },
  err: (line) => {
    process.stderr.write(`${line}\n`);
  },
  readInput: () => text(process.stdin),
  async ask(prompt) {
    if (!process.stdin.isTTY) return null;
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await reader.question(prompt);
    } finally {
      reader.close();
    }
  },
  // "\r" and CSI K: back to the beginning of the line, and empty it.
  redraw: process.stderr.isTTY ? (line) => void process.stderr.write(`\r\u001b[K${line}`) : null,
  interruption,
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
