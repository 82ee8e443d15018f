import { brand } from "@/lib/brand";
import { env } from "@/lib/env";

/** For whom passkeys are made: the host of `APP_URL`, whatever a request says of itself (WebAuthn §5.1.2, §13.4.9). */
export const RELYING_PARTY = { id: new URL(env.APP_URL).hostname, name: brand.name, origin: env.APP_URL } as const;

/** How long a person may take, in milliseconds; then what was to be signed is worth nothing. */
export const CEREMONY_MS = 5 * 60 * 1000;

/** An account's handle in authenticators: its random id, which tells nothing of its person (WebAuthn §14.6.1), base64url. */
export const userHandle = (userId: string): string => Buffer.from(userId.replaceAll("-", ""), "hex").toString("base64url");
