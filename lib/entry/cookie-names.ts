import { env } from "@/lib/env";

// `__Host-` binds a cookie to this exact host over HTTPS (RFC 6265bis §4.1.3.2); browsers refuse the
// prefix over plain HTTP, which only a loopback address may use.
const prefix = env.isHttps ? "__Host-" : "";

/** The browser session's cookie; NextAuth is configured with the same name. */
export const SESSION_COOKIE = `${prefix}portico.session`;

/** Beside it while an administrator acts as somebody: the administrator's own session, which is returned to. */
export const OWN_SESSION_COOKIE = `${prefix}portico.administrator`;

/** What a browser keeps, also signed out, so that guesses made elsewhere do not keep its owner out. */
export const DEVICE_COOKIE = `${prefix}portico.device`;

/** A browser's sign-in that owes a step: it is finished in the browser that began it. */
export const SIGN_IN_COOKIE = `${prefix}portico.signin`;

/** What binds the challenges of passkeys to the browser that asked for them. */
export const PASSKEY_COOKIE = `${prefix}portico.passkey`;

/** How this browser last signed in, for a hint beside that way; it names nobody. */
export const LAST_WAY_COOKIE = `${prefix}portico.way`;
