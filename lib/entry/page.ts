import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { SessionActor } from "@/lib/access/actor";
import { type Caller, identifyCaller } from "@/lib/entry/actor";
import type { LiveSession } from "@/lib/sessions/store";

/** Who is looking at this page; asked once per request however many components ask. */
export const currentCaller: () => Promise<Caller> = cache(async () => {
  // Reading cookies marks the page as personal, so that it is never rendered ahead or kept.
  await cookies();
  return identifyCaller(await headers());
});

/** The signed-in person, or a redirect to the sign-in page that comes back to `returnTo` (a path of ours). */
export async function requireSession(returnTo: string): Promise<{ actor: SessionActor; session: LiveSession }> {
  const { actor, session } = await currentCaller();
  if (actor.kind !== "session" || !session) redirect(`/login?callbackUrl=${encodeURIComponent(returnTo)}`);
  return { actor, session };
}
