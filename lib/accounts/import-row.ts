import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { importedUser } from "@/lib/accounts/user-import.schema";
import { type FirebaseParameters, fromFirebase } from "@/lib/passwords/firebase";
import { isHashTaken } from "@/lib/passwords/hash";

/** What an operator decided about a whole file. */
export interface ImportRules {
  /** What happens to rows with the role admin. */
  administrators: "refused" | "taken";
  /** When given, `password_hash` and `password_salt` are those of a Firebase export. */
  firebase: FirebaseParameters | null;
}

/** An account as it goes into the database; keys are its columns. */
export interface NewUser {
  id: string;
  email: string;
  email_verified: string | null;
  username: string | null;
  name: string | null;
  password_hash: string | null;
  role: "admin" | "user" | "guest";
  is_active: boolean;
  locale: string;
  time_zone: string;
  settings: z.output<typeof importedUser>["settings"];
  created_at: string;
}

/** A row that makes no account, and why; never with its hash. */
export interface Refusal {
  /** Where the row stands in its file, from 1; for a row of several lines the last. */
  line: number;
  email: string | null;
  /** `known`: there is such an account, and it stays as it is. */
  kind: "refused" | "known";
  reason: string;
}

export type ReadRow = { user: NewUser } | { email: string | null; reason: string };

/** The longest reason: what a hostile file makes a message repeat is cut. */
const MAX_REASON = 200;

/** Reads one row of an import file by the rules: an account that can be made, or why there is none. */
export function readImportRow(raw: unknown, rules: ImportRules): ReadRow {
  const parsed = importedUser.safeParse(raw);
  if (!parsed.success) return { email: addressIn(raw), reason: firstReason(parsed.error) };
  const row = parsed.data;
  const refuse = (reason: string) => ({ email: row.email, reason });
  if (row.role === "admin" && rules.administrators === "refused") return refuse("role: Administrators are only taken with --allow-admin.");
  const passwordHash = readHash(row, rules.firebase);
  if (passwordHash === false) return refuse("password_hash: Its form is unknown, or its cost beyond what is taken.");
  const createdAt = row.created_at ?? new Date();
  return {
    user: {
      id: row.id ?? idOf(createdAt),
      email: row.email,
      email_verified: row.email_verified ? createdAt.toISOString() : null,
      username: row.username ?? null,
      name: row.full_name ?? null,
      password_hash: passwordHash,
      role: row.role ?? "user",
      is_active: row.is_active ?? true,
      locale: row.locale ?? "en",
      time_zone: row.time_zone ?? "UTC",
      settings: row.settings ?? {},
      created_at: createdAt.toISOString(),
    },
  };
}

/** The hash to store, null without one, false when there is one that could never be checked. */
function readHash(row: z.output<typeof importedUser>, firebase: FirebaseParameters | null): string | null | false {
  if (row.password_hash === undefined) return null;
  const isFirebase = firebase !== null && row.password_salt !== undefined;
  const hash = isFirebase ? fromFirebase(firebase, { hash: row.password_hash, salt: row.password_salt ?? "" }) : row.password_hash;
  return hash !== null && isHashTaken(hash) ? hash : false;
}

/** A UUID version 7 of the time at which the account was made, so that lists have it in its place (RFC 9562 §5.7). */
function idOf(createdAt: Date): string {
  const time = createdAt.getTime().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

function firstReason(error: z.ZodError): string {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join(".");
  return `${field ? `${field}: ` : ""}${issue?.message ?? "This is not an account."}`.slice(0, MAX_REASON);
}

/** The address of a row that cannot be read, to find it again; null when there is none. */
function addressIn(raw: unknown): string | null {
  const email: unknown = typeof raw === "object" && raw !== null ? Reflect.get(raw, "email") : null;
  return typeof email === "string" ? email.slice(0, 254) : null;
}
