import type { SentMethod } from "@/lib/factors/factors.schema";
import { openPhone } from "@/lib/sealed-phone";

/** Where the codes of a factor go: the account's address, or a phone number in E.164. */
export const destinationOf = ({ id, phone }: { id: string; phone: Uint8Array | null }, email: string): string =>
  phone === null ? email : openPhone(id, phone);

/** Enough of an address or a number for its owner to know it by, and for nobody else to use it. */
export function masked(kind: SentMethod, destination: string): string {
  if (kind === "sms") return `••• ${destination.slice(-3)}`;
  const at = destination.lastIndexOf("@");
  return `${destination.slice(0, 1)}•••${destination.slice(at)}`;
}
