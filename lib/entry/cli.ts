import { runCommandLine } from "@/lib/entry/cli/run";
import { terminal } from "@/lib/entry/cli/terminal";

// The operator's command line. scripts/portico.mjs prepares the environment and runs the bundle of this file.

// Whoever reads through `head` closes the pipe early; that is their right and no failure.
process.stdout.on("error", () => process.exit(0));

const exitCode = await runCommandLine(process.argv.slice(2), terminal);

// Connections and worker threads that are still open must not keep the process alive; what was printed
// must be out first, also into a pipe.
process.stdout.write("", () => process.stderr.write("", () => process.exit(exitCode)));
