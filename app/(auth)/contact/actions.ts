"use server";

import { sendContactMessage } from "@/lib/contact/contact";
import { contactContract } from "@/lib/contact/contact.schema";
import { action } from "@/lib/entry/action";

export const sendContactMessageAction = action(contactContract, sendContactMessage);
