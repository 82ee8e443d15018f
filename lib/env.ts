import { isIP } from "node:net";
import { z } from "zod";

/** Thrown at the start when a variable is wrong; its message is one sentence an operator can act on. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|([a-z0-9-]+\.)+localhost)$/i;

const text = z
  .string()
  .trim()
  .transform((value) => (value === "" ? undefined : value))
  .optional();

/** A whole number from the environment; an empty value counts as absent. */
const whole = (fallback: number, min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .optional()
    .transform((value) => (value?.trim() ? Number(value) : fallback))
    .pipe(z.number({ error }).int(error).min(min, error).max(max, error));
};

const flag = (fallback: boolean) =>
  z
    .string()
    .optional()
    .transform((value) => (value?.trim() ? value.trim().toLowerCase() : String(fallback)))
    .pipe(z.enum(["true", "false", "1", "0", "yes", "no"], "must be true or false"))
    .transform((value) => value === "true" || value === "1" || value === "yes");

const list = text.transform((value) =>
  (value ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** An address, a CIDR range, or one of the two words that lib/entry/http/client-address.ts spells out. */
function isProxy(entry: string): boolean {
  if (/^(loopback|private)$/i.test(entry)) return true;
  const [address = "", prefix, rest] = entry.split("/");
  const bits = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && rest === undefined && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits));
}

const choice = <const T extends readonly [string, ...string[]]>(values: T, fallback: T[number]) =>
  z
    .string()
    .optional()
    .transform((value) => (value?.trim() ? value.trim() : fallback))
    .pipe(z.enum(values, `must be one of ${values.join(", ")}`));

const schema = z.object({
  NODE_ENV: choice(["development", "test", "production"], "development"),
  APP_URL: text,
  PORT: whole(3000, 1, 65535),
  HOST: text,
  PORTICO_BUILD_DIR: text.transform((value) => value ?? ".next"),
  PORTICO_DATA_DIR: z.string().trim().default(".data"),
  DATABASE_URL: z
    .string({ error: "is not set; start Portico with `npm start`, which sets it" })
    .regex(/^postgres(ql)?:\/\//, "must start with postgresql://"),
  DATABASE_POOL_SIZE: whole(10, 2, 200),
  REDIS_URL: text.pipe(
    z
      .string()
      .regex(/^rediss?:\/\//, "must start with redis:// or rediss://")
      .optional(),
  ),
  AUTH_SECRET: z.string({ error: "is not set; `npm start` generates one" }).min(32, "must have 32 characters or more"),
  ENCRYPTION_KEY: z
    .string({ error: "is not set; `npm start` generates one" })
    .refine((value) => Buffer.from(value, "base64").length === 32, "must be 32 bytes in base64 (openssl rand -base64 32)"),
  ENCRYPTION_KEY_PREVIOUS: text.refine(
    (value) => value === undefined || Buffer.from(value, "base64").length === 32,
    "must be 32 bytes in base64, the ENCRYPTION_KEY of before",
  ),
  ACCESS_TOKEN_EXPIRE_MINUTES: whole(30, 1, 1440),
  REFRESH_TOKEN_EXPIRE_MINUTES: whole(10_080, 1, 525_600),
  REFRESH_TOKEN_EXPIRE_MINUTES_SHORT: whole(1440, 1, 525_600),
  SESSION_IDLE_TIMEOUT: whole(900, 1, 31_536_000),
  SESSION_ABSOLUTE_TIMEOUT: whole(28_800, 1, 31_536_000),
  PASSWORD_HASH: choice(["bcrypt", "argon2id"], "bcrypt"),
  BCRYPT_ROUNDS: whole(12, 4, 16),
  HASH_WORKERS: whole(0, 0, 64),
  PASSWORD_POLICY: choice(["standard", "strict", "nist"], "standard"),
  REQUIRE_VERIFIED_EMAIL: flag(true),
  REQUIRE_DEVICE_APPROVAL: flag(false),
  PLACE_DATABASE: text,
  RESEND_API_KEY: text,
  SMTP_URL: text.pipe(
    z
      .string()
      .regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")
      .optional(),
  ),
  EMAIL_FROM: text,
  SMS_WEBHOOK_URL: text.pipe(z.url({ protocol: /^https?$/, error: "must be an address that begins with https:// or http://" }).optional()),
  SMS_WEBHOOK_SECRET: text.refine(
    (value) => value === undefined || Buffer.from(value.replace(/^whsec_/, ""), "base64").length >= 24,
    "must be 24 bytes or more in base64, with or without whsec_ in front",
  ),
  CORS_ORIGINS: list,
  TRUSTED_PROXIES: list.pipe(
    z
      .array(z.string())
      .refine((entries) => entries.every(isProxy), 'must list addresses, ranges such as 10.0.0.0/8, "loopback" or "private"'),
  ),
  AUDIT_RETENTION_DAYS: whole(0, 0, 36_500).refine((days) => days === 0 || days >= 30, "must be 0 (kept for ever) or 30 or more days"),
  RATE_LIMITS: choice(["on", "off"], "on"),
  LOG_LEVEL: choice(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "info"),
  SLOW_REQUEST_MS: whole(1000, 1, 600_000),
  METRICS_TOKEN: text,
  CONTACT_EMAIL: text.pipe(z.email("must be an e-mail address").optional()),
  DOCS_BASIC_AUTH: text.pipe(
    z
      .string()
      .regex(/^[^:]+:.+$/, "must be user:password")
      .optional(),
  ),
  AUTH_GOOGLE_ID: text,
  AUTH_GOOGLE_SECRET: text,
  AUTH_GITHUB_ID: text,
  AUTH_GITHUB_SECRET: text,
  AUTH_MICROSOFT_ID: text,
  AUTH_MICROSOFT_SECRET: text,
});

/** The name of every variable Portico knows; docs/configuration.md has a row for each. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape);

/**
 * Reads and checks every variable Portico knows (docs/configuration.md lists them).
 * @throws EnvironmentError naming the first wrong variable in one sentence.
 */
export function parseEnvironment(source: Record<string, string | undefined>) {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new EnvironmentError(`${issue?.path.join(".") || "The environment"} ${issue?.message ?? "is wrong"}.`);
  }
  const values = parsed.data;
  const address = values.APP_URL ?? `http://localhost:${values.PORT}`;
  let appUrl: URL;
  try {
    appUrl = new URL(address);
  } catch {
    throw new EnvironmentError(`APP_URL must be an address such as https://id.example.com, not "${address}".`);
  }
  if (!/^https?:$/.test(appUrl.protocol) || appUrl.pathname !== "/" || appUrl.search || appUrl.hash || appUrl.username) {
    throw new EnvironmentError("APP_URL must be only a scheme, a host and a port, such as https://id.example.com.");
  }
  const isLoopback = LOOPBACK.test(appUrl.hostname);
  if (values.RATE_LIMITS === "off" && !isLoopback) {
    throw new EnvironmentError("RATE_LIMITS=off is refused unless APP_URL is a loopback address.");
  }
  if (values.SMS_WEBHOOK_URL && !values.SMS_WEBHOOK_SECRET) {
    throw new EnvironmentError("SMS_WEBHOOK_SECRET is not set, which SMS_WEBHOOK_URL needs to sign what it sends.");
  }
  const mailTransport = values.RESEND_API_KEY
    ? ("resend" as const)
    : values.SMTP_URL
      ? ("smtp" as const)
      : isLoopback
        ? ("inbox" as const)
        : ("none" as const);
  return {
    ...values,
    /** Scheme, host and port, without a trailing slash: the only origin that links and cookies are made for. */
    APP_URL: appUrl.origin,
    HOST: values.HOST ?? (isLoopback ? "127.0.0.1" : "0.0.0.0"),
    EMAIL_FROM: values.EMAIL_FROM ?? `Portico <no-reply@${appUrl.hostname.includes(".") ? appUrl.hostname : "portico.localhost"}>`,
    isProduction: values.NODE_ENV === "production",
    isLoopback,
    isHttps: appUrl.protocol === "https:",
    /** Which way mail leaves: decided here once, so that the inbox page exists exactly when mail goes to it. */
    mailTransport,
    /** Which way text messages leave; none means that nobody is offered any. */
    smsTransport: values.SMS_WEBHOOK_URL
      ? ("webhook" as const)
      : mailTransport === "inbox"
        ? ("inbox" as const)
        : isLoopback
          ? ("log" as const)
          : ("none" as const),
  };
}

export type Environment = ReturnType<typeof parseEnvironment>;

/** The environment, parsed once when this module is first loaded. Nothing else reads `process.env`. */
export const env: Environment = parseEnvironment(process.env);
