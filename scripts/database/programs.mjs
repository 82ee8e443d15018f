import { spawn } from "node:child_process";

/**
 * Runs one of PostgreSQL's programs to its end.
 * @returns `{ code, output }`, with standard output and standard error together.
 */
export function runProgram(file, args, account) {
  return new Promise((resolve, reject) => {
    // LC_ALL=C: messages are compared with English ones. cwd "/": the account may not be able to enter ours.
    const child = spawn(file, args, {
      ...account,
      cwd: "/",
      env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "pipe", "pipe"],
    });
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
