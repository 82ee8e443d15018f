/**
 * Every security event there is. `self` is read by the person whose account it is when they did it
 * themselves; `log` is read by an administrator: "{actor}" and "{target}" stand for names. A new event
 * is one line here; a name that was ever written is never renamed, because old rows keep it.
 */
export const AUDIT_ACTIONS = {
  "account.registered": { self: "You created your account", log: "{actor} created the account {target}" },
  "account.registration_repeated": {
    self: "Someone tried to register with your address",
    log: "{actor} tried to register with the known address of {target}",
  },
  "account.created": { self: "Your account was created", log: "{actor} created the account {target}" },
  "account.activated": { self: "Your account was activated", log: "{actor} activated the account {target}" },
  "account.deactivated": { self: "You deactivated your account", log: "{actor} deactivated the account {target}" },
  "account.role_changed": { self: "Your role was changed", log: "{actor} changed the role of {target}" },
  "email.verified": { self: "You confirmed your e-mail address", log: "{actor} confirmed the address of {target}" },
  "email.verification_requested": {
    self: "You asked for a mail to confirm your address",
    log: "{actor} asked for a verification mail for {target}",
  },
  "email.verification_failed": { self: "A wrong confirmation code was typed", log: "{actor} failed to confirm the address of {target}" },
  "email.change_requested": { self: "You asked to change your e-mail address", log: "{actor} asked to change the address of {target}" },
  "email.changed": { self: "You changed your e-mail address", log: "{actor} changed the address of {target}" },
  "password.changed": { self: "You changed your password", log: "{actor} changed the password of {target}" },
  "password.change_failed": { self: "A wrong current password was typed", log: "{actor} gave a wrong current password for {target}" },
  "password.reset_requested": { self: "You asked to reset your password", log: "{actor} asked to reset the password of {target}" },
  "password.reset_failed": { self: "A reset link that no longer works was used", log: "{actor} failed to reset the password of {target}" },
  "password.reset": { self: "You set a new password", log: "{actor} reset the password of {target}" },
  "password.upgraded": {
    self: "Your password is now stored in a stronger form",
    log: "The stored form of the password of {target} was upgraded",
  },
  "profile.updated": { self: "You updated your profile", log: "{actor} updated the profile of {target}" },
  "username.changed": { self: "You changed your username", log: "{actor} changed the username of {target}" },
  "picture.changed": { self: "You changed your picture", log: "{actor} changed the picture of {target}" },
  "picture.removed": { self: "You removed your picture", log: "{actor} removed the picture of {target}" },
  "session.created": { self: "You signed in", log: "{target} signed in" },
  "session.failed": { self: "A sign-in failed", log: "{actor} failed to sign in as {target}" },
  "session.extended": { self: "You stayed signed in for longer", log: "{actor} extended a session of {target}" },
  "session.ended": { self: "You signed out", log: "{actor} signed out" },
  "session.revoked": { self: "You ended a session", log: "{actor} ended a session of {target}" },
  "sessions.revoked_others": { self: "You signed out everywhere else", log: "{actor} ended the other sessions of {target}" },
  "sessions.revoked_all": { self: "You were signed out everywhere", log: "{actor} ended every session of {target}" },
  "limits.exceeded": { self: "Too many attempts were made on your account", log: "{actor} was held back after too many attempts" },
  "limits.spraying_detected": {
    self: "Someone tried one password on many accounts",
    log: "{actor} tried one password on many accounts",
  },
  "limits.reset": { self: "An operator let you try again", log: "{actor} gave {target} their attempts back" },
  "access.denied": { self: "You were refused something", log: "{actor} was refused" },
  "setup.link_issued": { self: "A set-up link was made", log: "{actor} made a set-up link" },
  "setup.completed": { self: "You set up this portal", log: "{actor} set up this portal" },
} as const satisfies Record<string, { self: string; log: string }>;

/** The name of a security event. */
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Whether `name`, read back from a row, is an event that this version knows. */
export function isAuditAction(name: string): name is AuditAction {
  return Object.hasOwn(AUDIT_ACTIONS, name);
}
