import { endpoint, route } from "@/lib/entry/route";
import { beginPasskey } from "@/lib/passkeys/enrolment";
import { beginPasskeyContract } from "@/lib/passkeys/passkeys.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ POST: route(beginPasskeyContract, beginPasskey) });
