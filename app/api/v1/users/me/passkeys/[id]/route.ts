import { endpoint, route } from "@/lib/entry/route";
import { renamePasskey } from "@/lib/passkeys/passkeys";
import { removePasskeyContract, renamePasskeyContract } from "@/lib/passkeys/passkeys.schema";
import { removePasskey } from "@/lib/passkeys/removal";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: route(renamePasskeyContract, renamePasskey),
  DELETE: route({ ...removePasskeyContract, message: "The passkey is removed." }, removePasskey),
});
