import { constantTimeEqual, keyedHash, randomToken } from "@/lib/crypto";

/**
 * What a browser keeps to be known again to one account: a random name, and our keyed hash of that name and the
 * account. It tells nobody whose it is, opens nothing, and only lets guesses from this browser be counted apart.
 */
export function issueDevice(userId: string): string {
  const name = randomToken();
  return `${name}.${proof(name, userId)}`;
}

/** The browser's name when `device` was issued to it for this account, else null. */
export function deviceOf(device: string, userId: string): string | null {
  const [name = "", given = "", rest] = device.split(".");
  if (name === "" || rest !== undefined || !constantTimeEqual(given, proof(name, userId))) return null;
  return name;
}

const proof = (name: string, userId: string): string => keyedHash("device", `${name}:${userId}`);
