import { notFound } from "next/navigation";
import type { SessionActor } from "@/lib/access/actor";
import { can } from "@/lib/access/authorize";
import type { PlatformPermission } from "@/lib/access/permissions";
import { requireSession } from "@/lib/entry/page";
import type { LiveSession } from "@/lib/sessions/store";

/** Who looks at a page of the platform's console; the not-found page for everybody who may not know that it exists. */
export async function openConsole(path: string, permission: PlatformPermission): Promise<{ actor: SessionActor; session: LiveSession }> {
  const opened = await requireSession(path);
  if (!can(opened.actor, permission)) notFound();
  return opened;
}
