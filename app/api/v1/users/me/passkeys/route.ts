import { endpoint, route } from "@/lib/entry/route";
import { addPasskey } from "@/lib/passkeys/enrolment";
import { listPasskeys } from "@/lib/passkeys/passkeys";
import { addPasskeyContract, listPasskeysContract } from "@/lib/passkeys/passkeys.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listPasskeysContract, listPasskeys),
  POST: route({ ...addPasskeyContract, status: 201, message: "The passkey is added." }, addPasskey),
});
