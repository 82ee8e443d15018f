/** So many in so many seconds. */
export interface Window {
  points: number;
  seconds: number;
}

const minutes = (count: number) => count * 60;
const hours = (count: number) => count * 3600;

/**
 * Every budget there is, by name. A budget with several windows is spent in all of them: the short one
 * stops a burst, the long one a patient guesser. What follows the dot says whose budget it is.
 * docs/configuration.md shows this table.
 */
export const BUDGETS = {
  "register.ip": [{ points: 20, seconds: minutes(10) }],
  "register.address": [{ points: 5, seconds: hours(1) }],
  "signin.ip": [
    { points: 20, seconds: minutes(1) },
    { points: 300, seconds: hours(1) },
  ],
  "signin.device": [
    { points: 5, seconds: minutes(1) },
    { points: 30, seconds: hours(1) },
  ],
  "signin.proof": [{ points: 10, seconds: hours(1) }],
  "password.prove": [
    { points: 5, seconds: minutes(1) },
    { points: 30, seconds: hours(1) },
  ],
  "verification.request.ip": [{ points: 20, seconds: minutes(10) }],
  "verification.request.address": [
    { points: 2, seconds: minutes(1) },
    { points: 10, seconds: hours(1) },
  ],
  "verification.confirm.ip": [{ points: 30, seconds: minutes(10) }],
  "verification.confirm.address": [{ points: 20, seconds: hours(1) }],
  "reset.request.ip": [{ points: 20, seconds: minutes(10) }],
  "reset.request.address": [
    { points: 2, seconds: minutes(1) },
    { points: 10, seconds: hours(1) },
  ],
  "reset.confirm.ip": [{ points: 30, seconds: minutes(10) }],
  "mfa.ip": [{ points: 60, seconds: minutes(1) }],
  // Six digits, three of which are good at any moment: 60 guesses a day find one in fifteen years.
  "mfa.account": [
    { points: 5, seconds: minutes(1) },
    { points: 20, seconds: hours(1) },
    { points: 60, seconds: hours(24) },
  ],
  // A thief needs the device as well: these come on top for each that has signed in before.
  "mfa.device": [
    { points: 5, seconds: minutes(1) },
    { points: 20, seconds: hours(24) },
  ],
  "mfa.send.ip": [
    { points: 20, seconds: minutes(10) },
    { points: 60, seconds: hours(1) },
  ],
  "mfa.send.account": [
    { points: 2, seconds: minutes(1) },
    { points: 10, seconds: hours(1) },
    { points: 30, seconds: hours(24) },
  ],
  "sms.ip": [{ points: 20, seconds: hours(1) }],
  "sms.number": [
    { points: 5, seconds: hours(1) },
    { points: 15, seconds: hours(24) },
  ],
  "mfa.enrol": [{ points: 20, seconds: hours(1) }],
  "device.approval": [
    { points: 5, seconds: minutes(10) },
    { points: 20, seconds: hours(24) },
  ],
  "device.status.ip": [{ points: 120, seconds: minutes(1) }],
  "device.answer.ip": [{ points: 30, seconds: minutes(10) }],
  "passkey.options.ip": [{ points: 300, seconds: minutes(1) }],
  "passkey.ip": [
    { points: 30, seconds: minutes(1) },
    { points: 300, seconds: hours(1) },
  ],
  "exchange.ip": [{ points: 60, seconds: minutes(1) }],
  "refresh.ip": [{ points: 300, seconds: minutes(1) }],
  "email.change": [{ points: 10, seconds: hours(1) }],
  "profile.update": [{ points: 60, seconds: minutes(10) }],
  "organization.create": [{ points: 20, seconds: hours(1) }],
  "organization.logo": [{ points: 60, seconds: minutes(10) }],
  "member.bulk": [{ points: 60, seconds: minutes(10) }],
  "member.add": [{ points: 100, seconds: hours(1) }],
  "audit.export": [{ points: 20, seconds: hours(1) }],
  "audit.verify": [{ points: 10, seconds: hours(1) }],
  "invitation.create": [{ points: 120, seconds: minutes(10) }],
  "invitation.address": [
    { points: 10, seconds: hours(1) },
    { points: 20, seconds: hours(24) },
  ],
  "invitation.resend": [{ points: 5, seconds: hours(1) }],
  "invitation.accept": [{ points: 30, seconds: minutes(10) }],
  "invitation.find.ip": [{ points: 60, seconds: minutes(10) }],
  "export.request": [{ points: 10, seconds: hours(24) }],
  "export.download": [{ points: 20, seconds: hours(1) }],
  "contact.ip": [{ points: 5, seconds: hours(1) }],
  "setup.ip": [{ points: 10, seconds: minutes(10) }],
  "api.write": [{ points: 300, seconds: minutes(1) }],
  "api.write.ip": [{ points: 300, seconds: minutes(1) }],
} as const satisfies Record<string, readonly Window[]>;

/** What each instance lets one caller read of the API; counted by the instance alone (lib/limits/reads.ts). */
export const READS: Window = { points: 3_000, seconds: minutes(1) };

export type BudgetName = keyof typeof BUDGETS;

/** Every budget's name, in the order of the table. */
export const BUDGET_NAMES: readonly BudgetName[] = Object.keys(BUDGETS).filter((name): name is BudgetName => Object.hasOwn(BUDGETS, name));
