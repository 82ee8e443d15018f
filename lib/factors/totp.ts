import { Secret, TOTP } from "otpauth";
import encodeQR from "qr";
import { brand } from "@/lib/brand";

// What every authenticator app can do: SHA-1, six digits, thirty seconds (RFC 6238 §4, §5.2).
const PERIOD_SECONDS = 30;

/** Steps before and behind the present one whose codes are taken: clocks differ, and people type slowly (RFC 6238 §5.2). */
const TOLERATED_STEPS = 1;

/** A secret of 160 random bits, the length of the hash (RFC 4226 §4, R6). Base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

const totpOf = (secret: string, account: string): TOTP =>
  new TOTP({ issuer: brand.name, label: account, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });

/** The address that an authenticator app reads a secret from. `account` is what the app shows beside our name. */
export function totpAddress(secret: string, account: string): string {
  return totpOf(secret, account).toString();
}

/** The step whose code this is, among the tolerated ones around `now` (milliseconds); null when it is none's. */
export function totpStep(secret: string, code: string, now: number): number | null {
  // The library throws for six characters that are not six bytes.
  if (!/^[0-9]{6}$/.test(code)) return null;
  const delta = totpOf(secret, "").validate({ token: code, timestamp: now, window: TOLERATED_STEPS });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
}

/** A text as a QR code: an SVG path of unit squares, and how wide and high the field is, margin included (ISO/IEC 18004 §9.1). */
export function qrPath(text: string): { size: number; path: string } {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return { size: rows.length, path };
}
