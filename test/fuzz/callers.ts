import { db } from "@/lib/db";
import { addPerson, PASSWORD } from "../system/people";
import type { Portal } from "../system/portal";
import type { FuzzCaller } from "./run";

/** Somebody without any proof of who they are. */
export const nobody: FuzzCaller = { name: "nobody", headers: async () => ({}), answered: () => {} };

/**
 * Somebody with a role and an access token. What they send may end their session, change their password or their role: then somebody
 * else of that role goes on.
 */
export function somebody(portal: Portal, role: "admin" | "user"): FuzzCaller {
  let token: Promise<string> | null = null;
  return {
    name: role,
    async headers() {
      token ??= signedIn(portal, role);
      return { authorization: `Bearer ${await token}` };
    },
    answered({ status, body }) {
      if (status === 401 && body.error?.type === "TOKEN_REVOKED") token = null;
      // A role that was taken away shows as this; for a user it is what every administrators' endpoint says.
      if (status === 403 && role === "admin") token = null;
    },
  };
}

async function signedIn(portal: Portal, role: "admin" | "user"): Promise<string> {
  const { email } = await addPerson({ role });
  const answer = await portal.request("/api/v1/auth/login", { json: { email, password: PASSWORD } });
  const token = answer.body.data?.access_token;
  if (typeof token !== "string") throw new Error(`Could not sign in: ${answer.text}`);
  return token;
}

/** Ids of people and of sessions that exist, for requests to be about. */
export async function existingIds(): Promise<string[]> {
  const people = await Promise.all(Array.from({ length: 5 }, () => addPerson()));
  const sessions = await db.session.findMany({ select: { id: true }, take: 5 });
  return [...people, ...sessions].map(({ id }) => id);
}
