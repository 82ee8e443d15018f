"use client";

import { EndSession } from "@/app/account/sessions/end-session";
import { revokeUserSessionAction } from "@/app/admin/users/actions";

/** Ends one session of somebody. */
export function EndSessionButton({ userId, sessionId, device }: { userId: string; sessionId: string; device: string }) {
  return <EndSession device={device} end={() => revokeUserSessionAction({ id: userId, session_id: sessionId })} />;
}
