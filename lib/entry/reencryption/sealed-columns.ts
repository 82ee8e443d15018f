import type { KeyPurpose } from "@/lib/crypto";
import { phonePlace } from "@/lib/sealed-phone";

/** A column of the database whose bytes are encrypted. */
export interface SealedColumn {
  /** As on the wire. */
  name: string;
  purpose: KeyPurpose;
  table: string;
  column: string;
  /** SQL of what tells a row from any other; rows are walked in its order. */
  key: string;
  keyType: "uuid" | "text";
  /** What the bytes are bound to, from the key. */
  place: (key: string) => string;
  /** Rows of one transaction. */
  batch: number;
}

/**
 * Every column that is encrypted and kept. A new one is one line here. Answers kept for an Idempotency-Key are not among them: their
 * rows are found by a keyed hash, so that a change of the key forgets them, within a day as always.
 */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  {
    name: "authenticators",
    purpose: "secret",
    table: "totp_authenticators",
    column: "secret",
    key: "id",
    keyType: "uuid",
    place: (key) => `totp:${key}`,
    batch: 500,
  },
  {
    name: "phone_numbers",
    purpose: "secret",
    table: "code_factors",
    column: "phone",
    key: "id",
    keyType: "uuid",
    place: phonePlace,
    batch: 500,
  },
  {
    name: "signing_keys",
    purpose: "signing-key",
    table: "signing_keys",
    column: "private_jwk",
    key: "kid",
    keyType: "text",
    place: () => "",
    batch: 100,
  },
  {
    name: "inbox_messages",
    purpose: "inbox",
    table: "inbox_messages",
    column: "content",
    key: "id",
    keyType: "uuid",
    place: () => "",
    batch: 100,
  },
  {
    name: "file_pieces",
    purpose: "export",
    table: "data_export_chunks",
    column: "bytes",
    key: "(export_id || '/' || run || '/' || sequence)",
    keyType: "text",
    place: (key) => key,
    batch: 20,
  },
  {
    name: "kept_keys",
    purpose: "kept-keys",
    table: "kept_keys",
    column: "sealed",
    key: "name",
    keyType: "text",
    place: (key) => key,
    batch: 100,
  },
];
