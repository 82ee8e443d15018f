import { defineCommand } from "@/lib/entry/cli/command";
import { rotateKeys } from "@/lib/tokens/rotate-keys";

/** `portico keys rotate` */
export const keysRotate = defineCommand({
  description: [
    "Signs access tokens with a new key from now on. The old keys are trusted until what they signed has expired: nobody is signed out.",
  ],
  operands: [],
  options: {},
  async run({ actor }) {
    const result = await rotateKeys(actor);
    return { data: result, lines: [`Access tokens are signed with the new key ${result.kid} from now on.`] };
  },
});
