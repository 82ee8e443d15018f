import { isKeyedHash, keyedHash, randomToken } from "@/lib/crypto";

/** Accounts that one browser is known to; beyond them the one that signed in first is forgotten. */
const MOST_ACCOUNTS = 5;

/**
 * What a browser keeps to be known again: a random name, and for each account that signed in with it our keyed hash of that name and
 * the account. It tells nobody whose it is and opens nothing: what it is worth stands in the `Device` of that name.
 * @param kept what the browser has by now; its name and the other accounts stay.
 */
export function issueDevice(userId: string, kept: string | null = null): string {
  const [name, ...proofs] = partsOf(kept) ?? [randomToken()];
  const own = proof(name, userId);
  const others = proofs.filter((other) => !isKeyedHash("device", textOf(name, userId), other));
  return [name, own, ...others.slice(0, MOST_ACCOUNTS - 1)].join(".");
}

/** The browser's name when `device` was issued to it for this account, else null. Whether the account still knows it is the `Device`'s to say. */
export function deviceOf(device: string, userId: string): string | null {
  const [name, ...proofs] = partsOf(device) ?? [""];
  return proofs.some((given) => isKeyedHash("device", textOf(name, userId), given)) ? name : null;
}

/** A name and one proof or more; null for what we never issued. */
function partsOf(device: string | null): [name: string, ...proofs: string[]] | null {
  const [name = "", ...proofs] = device?.split(".") ?? [];
  if (!/^[\w-]{43}$/.test(name) || proofs.length === 0 || proofs.length > MOST_ACCOUNTS) return null;
  return proofs.every((given) => /^[0-9a-f]{64}$/.test(given)) ? [name, ...proofs] : null;
}

const proof = (name: string, userId: string): string => keyedHash("device", textOf(name, userId));

const textOf = (name: string, userId: string): string => `${name}:${userId}`;
