import { expect, test } from "vitest";
import { encrypt } from "@/lib/crypto";
import { db } from "@/lib/db";
import { signingKey } from "@/lib/tokens/signing-keys";

test("a key that was written under another ENCRYPTION_KEY is named as what it is", async () => {
  // One byte differs, as every byte would under another key.
  const sealed = encrypt("signing-key", "{}");
  sealed[20] = (sealed[20] ?? 0) ^ 1;
  await db.signingKey.create({ data: { kid: "k", algorithm: "ES256", publicJwk: {}, privateJwk: sealed } });
  await expect(signingKey()).rejects.toMatchObject({
    name: "WrongEncryptionKey",
    message: expect.stringMatching(/^ENCRYPTION_KEY is not the one that this database was written with/),
  });
});
