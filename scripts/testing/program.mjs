import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Runs a script of ours, or the program of an installed package, under this Node.js.
 * @returns `{ code, output }`, with standard output and standard error together.
 */
export function runProgram(program, args, env = process.env) {
  const file = program.endsWith(".mjs") ? program : packageProgram(program);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

function packageProgram(name) {
  const manifest = join("node_modules", name, "package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  return join(dirname(manifest), typeof bin === "string" ? bin : Object.values(bin)[0]);
}
