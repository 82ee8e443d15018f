interface ActionText {
  /** For the person whose account it is, when they did it themselves. */
  self: string;
  /** For them, when somebody else did it, or somebody who was not signed in; `self` when absent. */
  other?: string;
  /** For an administrator: "{actor}" and "{target}" stand for names. */
  log: string;
}

/**
 * Every security event there is, with its sentences. A new event is one line here; a name that was ever
 * written is never renamed, because old rows keep it.
 */
export const AUDIT_ACTIONS = {
  "account.registered": { self: "You created your account", log: "{actor} registered the account {target}" },
  "account.registration_repeated": {
    self: "Someone tried to register with your address",
    log: "{actor} tried to register with the known address of {target}",
  },
  "account.created": { self: "You created your account", other: "Your account was created", log: "{actor} created the account {target}" },
  "account.activated": {
    self: "You activated your account",
    other: "Your account was activated",
    log: "{actor} activated the account {target}",
  },
  "account.deactivated": {
    self: "You deactivated your account",
    other: "Your account was deactivated",
    log: "{actor} deactivated the account {target}",
  },
  "account.role_changed": { self: "You changed your role", other: "Your role was changed", log: "{actor} changed the role of {target}" },
  "email.verified": {
    self: "You confirmed your e-mail address",
    other: "Your e-mail address was confirmed",
    log: "{actor} confirmed the address of {target}",
  },
  "email.verification_requested": {
    self: "You asked for a mail to confirm your address",
    other: "Someone asked for a mail to confirm your address",
    log: "{actor} asked for a verification mail",
  },
  "email.verification_failed": { self: "A confirmation did not succeed", log: "{actor} failed to confirm an address" },
  "email.change_requested": { self: "You asked to change your e-mail address", log: "{actor} asked to change the address of {target}" },
  "email.changed": {
    self: "You changed your e-mail address",
    other: "Your e-mail address was changed",
    log: "{actor} changed the address of {target}",
  },
  "password.changed": {
    self: "You changed your password",
    other: "Your password was changed",
    log: "{actor} changed the password of {target}",
  },
  "password.change_failed": { self: "A wrong current password was typed", log: "{actor} gave a wrong current password for {target}" },
  "password.reset_requested": {
    self: "You asked to reset your password",
    other: "Someone asked to reset your password",
    log: "{actor} asked for a reset mail",
  },
  "password.reset_failed": { self: "A reset link that no longer works was used", log: "{actor} failed to reset a password" },
  "password.reset": { self: "You set a new password", other: "Your password was reset", log: "{actor} reset the password of {target}" },
  "password.reset_forced": {
    self: "You required a new password",
    other: "An administrator required a new password from you",
    log: "{actor} forced a reset of the password of {target}",
  },
  "account.deleted": { self: "You deleted your account", other: "Your account was deleted", log: "{actor} deleted the account {target}" },
  "account.deletion_scheduled": {
    self: "You asked to delete your account",
    log: "{actor} asked to delete the account {target}",
  },
  "account.deletion_cancelled": {
    self: "You kept your account by signing in",
    log: "{actor} cancelled the deletion of the account {target} by signing in",
  },
  "account.erased": {
    self: "Your account was erased",
    log: "{actor} erased the account {target} at the end of its grace period",
  },
  "data.exported": {
    self: "You downloaded a copy of your data",
    log: "{actor} downloaded a copy of the data of {target}",
  },
  "contact.received": { self: "You wrote to whoever runs this portal", log: "{actor} wrote through the contact form" },
  "profile.updated": {
    self: "You updated your profile",
    other: "Your profile was updated",
    log: "{actor} updated the profile of {target}",
  },
  "username.changed": {
    self: "You changed your username",
    other: "Your username was changed",
    log: "{actor} changed the username of {target}",
  },
  "picture.changed": {
    self: "You changed your picture",
    other: "Your picture was changed",
    log: "{actor} changed the picture of {target}",
  },
  "picture.removed": {
    self: "You removed your picture",
    other: "Your picture was removed",
    log: "{actor} removed the picture of {target}",
  },
  "factor.added": { self: "You added a second factor", log: "{actor} added a second factor" },
  "factor.removed": { self: "You removed a second factor", log: "{actor} removed a second factor" },
  "factor.reset": {
    self: "You removed all second factors",
    other: "An operator removed your second factors",
    log: "{actor} removed the second factors of {target}",
  },
  "factor.codes_renewed": { self: "You made new recovery codes", log: "{actor} made new recovery codes" },
  "factor.code_sent": { self: "A sign-in code was sent to you", log: "A sign-in code was sent to {target}" },
  "factor.passed": { self: "You proved a second factor", other: "A second factor was proven", log: "{target} proved a second factor" },
  "factor.failed": { self: "A wrong second-factor code was typed", log: "{actor} gave a wrong second-factor code for {target}" },
  "device.approval_asked": {
    self: "A sign-in from an unknown device asked for your approval",
    log: "A sign-in of {target} from an unknown device asked for approval",
  },
  "device.approved": {
    self: "You let a new device in",
    other: "A new device was let in by mail",
    log: "{target} let a new device in by mail",
  },
  "device.forgotten": { self: "You forgot a device", log: "{actor} forgot a device" },
  "session.disowned": {
    self: "You said that a sign-in was not you",
    other: "A sign-in was reported as not yours, and everything it opened was ended",
    log: "{target} said that a sign-in was not theirs; everything it opened was ended",
  },
  "passkey.added": { self: "You added a passkey", log: "{actor} added a passkey" },
  "passkey.removed": { self: "You removed a passkey", log: "{actor} removed a passkey" },
  "provider.linked": { self: "You linked another service", log: "{actor} linked another service" },
  "passkey.counter_refused": {
    self: "A passkey that may be a copy was refused",
    log: "A passkey of {target} was refused: its counter did not rise",
  },
  "session.created": { self: "You signed in", log: "{target} signed in" },
  "session.proven": { self: "You confirmed that it was you", log: "{actor} proved anew who they are" },
  "session.failed": { self: "A sign-in failed", log: "{actor} failed to sign in" },
  "impersonation.started": { self: "An administrator began to act as you", log: "{actor} began to act as {target}" },
  "impersonation.ended": { self: "An administrator stopped acting as you", log: "The acting as {target} ended" },
  "session.ended": { self: "You signed out", log: "{actor} signed out" },
  "session.revoked": { self: "You ended a session", other: "One of your sessions was ended", log: "{actor} ended a session of {target}" },
  "sessions.revoked_others": { self: "You signed out everywhere else", log: "{actor} ended the other sessions of {target}" },
  "sessions.revoked_all": {
    self: "You signed out everywhere",
    other: "You were signed out everywhere",
    log: "{actor} ended every session of {target}",
  },
  "limits.spraying_detected": { self: "One password was tried on many accounts", log: "{actor} tried many accounts from one address" },
  "limits.reset": {
    self: "You may try again at once",
    other: "An operator let you try again",
    log: "{actor} gave {target} their attempts back",
  },
  "token.issued": { self: "A program signed in as you", log: "A program signed in as {target}" },
  "token.revoked": { self: "An access token of yours was ended", log: "{actor} ended an access token" },
  "token.reuse_detected": {
    self: "A refresh token was used twice, so its session was ended",
    log: "A refresh token of {target} was used twice; its session was ended",
  },
  "keys.rotated": { self: "You rotated the signing keys", log: "{actor} rotated the signing keys" },
  "keys.reencrypted": { self: "You changed the encryption key", log: "{actor} brought everything under a new encryption key" },
  "users.imported": { self: "You imported accounts", other: "Accounts were imported", log: "{actor} imported accounts from a file" },
  "users.exported": { self: "You exported all accounts", other: "All accounts were exported", log: "{actor} exported all accounts" },
  "incident.sessions_ended": {
    self: "You signed everybody out",
    other: "Everybody was signed out",
    log: "{actor} ended the sessions of everybody",
  },
  "incident.resets_forced": {
    self: "You required a new password from everybody",
    other: "A new password was required from everybody",
    log: "{actor} required a new password from everybody",
  },
  "incident.proofs_voided": {
    self: "You made all mailed links and codes worthless",
    other: "All mailed links and codes were made worthless",
    log: "{actor} made all mailed links and codes worthless",
  },
  "incident.keys_replaced": {
    self: "You replaced the signing keys",
    other: "The signing keys were replaced",
    log: "{actor} replaced the signing keys; the former ones are trusted no more",
  },
  "setup.completed": {
    self: "You set up this portal",
    other: "This portal was set up with your account",
    log: "{actor} set up this portal",
  },
  "demo.seeded": { self: "You made the demonstration", log: "{actor} made the demonstration: what came before this row is invented" },
  "organization.created": { self: "You made an organization", log: "{actor} made the organization" },
  "organization.updated": { self: "You changed an organization", log: "{actor} changed the organization" },
  "organization.deleted": { self: "You deleted an organization", log: "{actor} deleted the organization" },
  "organization.restored": { self: "You restored an organization", log: "{actor} restored the organization" },
  "organization.policy_changed": { self: "You changed a security policy", log: "{actor} changed the security policy" },
  "organization.sessions_shortened": {
    self: "Your sessions became shorter, as an organization asks",
    other: "Your sessions became shorter, as an organization asks",
    log: "Open sessions became shorter, as the security policy asks",
  },
  "member.added": { self: "You were added to an organization", log: "{actor} added {target}" },
  "member.joined": { self: "You joined an organization", log: "{target} joined" },
  "member.removed": {
    self: "You removed yourself from an organization",
    other: "You were removed from an organization",
    log: "{actor} removed {target}",
  },
  "member.left": { self: "You left an organization", log: "{target} left" },
  "member.role_changed": {
    self: "You changed your role in an organization",
    other: "Your role in an organization was changed",
    log: "{actor} changed the role of {target}",
  },
  "member.role_added": {
    self: "You gave yourself a role in a unit",
    other: "You were given a role in a unit",
    log: "{actor} gave {target} a role in a unit",
  },
  "member.role_taken": {
    self: "You gave up a role in a unit",
    other: "A role in a unit was taken from you",
    log: "{actor} took a role in a unit from {target}",
  },
  "member.suspended": {
    self: "You suspended your membership",
    other: "Your membership was suspended",
    log: "{actor} suspended {target}",
  },
  "member.resumed": { self: "You resumed your membership", other: "Your membership was resumed", log: "{actor} resumed {target}" },
  "member.end_changed": {
    self: "You changed when your membership ends",
    other: "The end of your membership was changed",
    log: "{actor} changed when the membership of {target} ends",
  },
  "invitation.created": { self: "You invited somebody", log: "{actor} invited {target}" },
  "invitation.resent": { self: "You sent an invitation again", log: "{actor} sent the invitation of {target} again" },
  "invitation.link_copied": { self: "You copied the link of an invitation", log: "{actor} copied the link of the invitation of {target}" },
  "invitation.revoked": { self: "You revoked an invitation", log: "{actor} revoked the invitation of {target}" },
  "invitation.accepted": { self: "You accepted an invitation", log: "{actor} accepted an invitation" },
  "invitation.declined": { self: "You declined an invitation", log: "{actor} declined an invitation" },
  "role.created": { self: "You made a role", log: "{actor} made a role" },
  "role.updated": { self: "You changed a role", log: "{actor} changed a role" },
  "role.deleted": { self: "You deleted a role", log: "{actor} deleted a role" },
  "unit.created": { self: "You made a unit", log: "{actor} made a unit" },
  "unit.updated": { self: "You changed a unit", log: "{actor} changed a unit" },
  "unit.moved": { self: "You moved a unit", log: "{actor} moved a unit" },
  "audit.export_requested": { self: "You asked for an audit log as a file", log: "{actor} asked for the audit log as a file" },
  "audit.check_requested": { self: "You had an audit log verified", log: "{actor} had the audit log verified" },
  "audit.checked": { self: "An audit log was verified", log: "The audit log was verified" },
  "audit.retention_changed": {
    self: "You changed how long an audit log is kept",
    log: "{actor} changed how long the audit log is kept",
  },
  "audit.expired": { self: "Old rows of an audit log were removed", log: "Rows whose time was over were removed from the audit log" },
  "audit.exported": { self: "You exported an audit log", log: "{actor} exported the audit log" },
  "unit.deleted": { self: "You deleted a unit", log: "{actor} deleted a unit" },
} as const satisfies Record<string, ActionText>;

/** The name of a security event. */
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Whether `name`, read back from a row, is an event that this version knows. */
export function isAuditAction(name: string): name is AuditAction {
  return Object.hasOwn(AUDIT_ACTIONS, name);
}

/** The sentence for somebody's own timeline; the bare name for an event that another version wrote. */
export function describeToOwner(action: string, doneBy: "owner" | "other"): string {
  if (!isAuditAction(action)) return action;
  const text: ActionText = AUDIT_ACTIONS[action];
  return doneBy === "owner" ? text.self : (text.other ?? text.self);
}
