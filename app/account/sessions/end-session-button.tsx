"use client";

import { revokeSessionAction } from "@/app/account/sessions/actions";
import { EndSession } from "@/app/account/sessions/end-session";

/** Ends one of one's own sessions. */
export function EndSessionButton({ id, device }: { id: string; device: string }) {
  return <EndSession device={device} end={() => revokeSessionAction({ id })} />;
}
