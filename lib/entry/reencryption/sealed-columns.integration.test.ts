import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { SEALED_COLUMNS } from "@/lib/entry/reencryption/sealed-columns";

/** Bytes that are nobody's secret, and answers that a change of the key may forget. */
const NOT_KEPT_SEALED = [
  "idempotency_keys.answer",
  "organization_logos.bytes",
  "passkeys.credential_id",
  "passkeys.public_key",
  "pictures.bytes",
];

it("a new column of bytes is either encrypted anew with the others, or named here as one that need not be", async () => {
  const found = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'bytea'`;
  const known = [...NOT_KEPT_SEALED, ...SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`)];
  expect(found.map(({ name }) => name).sort()).toEqual(known.sort());
});
