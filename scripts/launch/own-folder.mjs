import { chmodSync, mkdirSync, statSync } from "node:fs";

const isRoot = () => process.getuid?.() === 0;

/**
 * Makes a folder for its owner alone. Root's may be passed through, because root's database runs under another
 * account; what is secret in it has a mode of its own. A folder that exists keeps its mode but for that.
 */
export function ensureOwnFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { mode } = statSync(folder);
  if (isRoot() && (mode & 0o001) === 0) chmodSync(folder, (mode & 0o777) | 0o011);
}
