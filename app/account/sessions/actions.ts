"use server";

import { action } from "@/lib/entry/action";
import { extendSession, revokeOtherSessions, revokeSession } from "@/lib/sessions/manage";
import { extendSessionContract, revokeOtherSessionsContract, revokeSessionContract } from "@/lib/sessions/sessions.schema";

export const extendSessionAction = action(extendSessionContract, extendSession);

export const revokeSessionAction = action(revokeSessionContract, revokeSession);

export const revokeOtherSessionsAction = action(revokeOtherSessionsContract, revokeOtherSessions);
