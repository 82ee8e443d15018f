import type { Actor, PlatformRole, UserActor } from "@/lib/access/actor";
import { forbidden, unauthenticated } from "@/lib/errors";

/** Every permission there is, and which platform roles hold it. A new permission is one line here. */
const PLATFORM_PERMISSIONS = {
  "platform.users.read": ["admin"],
  "platform.users.manage": ["admin"],
  "platform.audit.read": ["admin"],
  "platform.settings.manage": ["admin"],
} as const satisfies Record<string, readonly PlatformRole[]>;

export type PlatformPermission = keyof typeof PLATFORM_PERMISSIONS;

/** Whether the actor holds the permission; the system always does. */
export function can(actor: Actor, permission: PlatformPermission): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "anonymous") return false;
  const roles: readonly PlatformRole[] = PLATFORM_PERMISSIONS[permission];
  return roles.includes(actor.role);
}

/** Lets the actor pass, or throws. @throws AppError UNAUTHENTICATED or FORBIDDEN. */
export function authorize(actor: Actor, permission: PlatformPermission): void {
  if (actor.kind === "anonymous") throw unauthenticated();
  if (!can(actor, permission)) throw forbidden();
}

/** Narrows to a signed-in person. @throws AppError UNAUTHENTICATED. */
export function requireUser(actor: Actor): UserActor {
  if (actor.kind !== "session") throw unauthenticated();
  return actor;
}
