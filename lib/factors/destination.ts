import { decryptBytes, encryptBytes } from "@/lib/crypto";
import type { FactorType } from "@/lib/factors/factors.schema";

/** A phone number as it is stored, bound to the row of its factor. */
export const sealPhone = (factorId: string, phone: string): Buffer<ArrayBuffer> =>
  encryptBytes("secret", Buffer.from(phone, "utf8"), phonePlace(factorId));

/** What a stored phone number is bound to. */
export const phonePlace = (factorId: string): string => `phone:${factorId}`;

/** Where the codes of a factor go: the account's address, or a phone number in E.164. */
export function destinationOf({ id, phone }: { id: string; phone: Uint8Array | null }, email: string): string {
  return phone === null ? email : decryptBytes("secret", phone, phonePlace(id)).toString("utf8");
}

/** Enough of an address or a number for its owner to know it by, and for nobody else to use it. */
export function masked(kind: Exclude<FactorType, "totp">, destination: string): string {
  if (kind === "sms") return `••• ${destination.slice(-3)}`;
  const at = destination.lastIndexOf("@");
  return `${destination.slice(0, 1)}•••${destination.slice(at)}`;
}
