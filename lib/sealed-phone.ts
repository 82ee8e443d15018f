import { decryptBytes, encryptBytes } from "@/lib/crypto";

/** What a stored phone number is bound to. */
export const phonePlace = (factorId: string): string => `phone:${factorId}`;

/** A phone number in E.164 as it is stored, bound to the row of its factor. */
export const sealPhone = (factorId: string, phone: string): Buffer<ArrayBuffer> =>
  encryptBytes("secret", Buffer.from(phone, "utf8"), phonePlace(factorId));

/** Reverses `sealPhone`. */
export const openPhone = (factorId: string, sealed: Uint8Array): string =>
  decryptBytes("secret", sealed, phonePlace(factorId)).toString("utf8");
