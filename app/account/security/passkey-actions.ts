"use server";

import { action } from "@/lib/entry/action";
import { addPasskey, beginPasskey } from "@/lib/passkeys/enrolment";
import { closePasskeyOffer, renamePasskey } from "@/lib/passkeys/passkeys";
import {
  addPasskeyContract,
  beginPasskeyContract,
  closePasskeyOfferContract,
  removePasskeyContract,
  renamePasskeyContract,
} from "@/lib/passkeys/passkeys.schema";
import { removePasskey } from "@/lib/passkeys/removal";

export const beginPasskeyAction = action(beginPasskeyContract, beginPasskey);

export const addPasskeyAction = action(addPasskeyContract, addPasskey);

export const renamePasskeyAction = action(renamePasskeyContract, renamePasskey);

export const removePasskeyAction = action(removePasskeyContract, removePasskey);

export const closePasskeyOfferAction = action(closePasskeyOfferContract, closePasskeyOffer);
