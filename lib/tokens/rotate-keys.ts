import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorizeAct } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { replaceSigningKeys, rotateSigningKeys } from "@/lib/tokens/signing-keys";
import type { rotateKeysContract } from "@/lib/tokens/tokens.schema";

/** Signs with a new key from now on, while what the old ones signed stays good until it expires. */
export async function rotateKeys(actor: Actor): Promise<z.input<typeof rotateKeysContract.output>> {
  await authorizeAct(actor, "platform.settings.manage");
  return db.$transaction(async (tx) => {
    const { kid } = await rotateSigningKeys(tx);
    await audit(tx, actor, { action: "keys.rotated", target: { type: "signing_key", id: kid } });
    return { kid };
  });
}

/**
 * After a key may have been stolen: signs with a new key, and trusts nothing that a former one signed. Programs refresh, unless
 * their sessions were ended too. @throws AppError FORBIDDEN.
 */
export async function replaceKeys(actor: Actor): Promise<z.input<typeof rotateKeysContract.output>> {
  await authorizeAct(actor, "platform.settings.manage");
  return db.$transaction(async (tx) => {
    const { kid } = await replaceSigningKeys(tx);
    await audit(tx, actor, { action: "incident.keys_replaced", target: { type: "signing_key", id: kid } });
    return { kid };
  });
}
