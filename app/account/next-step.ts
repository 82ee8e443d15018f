/** What is known of how an account is protected. */
export interface Protection {
  email: string;
  isEmailVerified: boolean;
  /** Without one there is nothing to learn that signs in. */
  hasPassword: boolean;
  passkeys: number;
  /** How many second factors there are, recovery codes apart. */
  factors: number;
  recoveryCodesLeft: number;
  sessions: number;
  devices: number;
}

export interface NextStep {
  title: string;
  text: string;
  href: string;
  action: string;
}

/** So few recovery codes left that new ones are the sensible step. */
const FEW_CODES = 3;

export const hasFewCodes = ({ factors, recoveryCodesLeft }: Protection): boolean => factors > 0 && recoveryCodesLeft <= FEW_CODES;

/** The one thing that helps an account most now; null when nothing does. */
export function nextStep(protection: Protection): NextStep | null {
  const { email, isEmailVerified, hasPassword, factors, recoveryCodesLeft } = protection;
  if (!isEmailVerified) {
    return {
      title: "Confirm your address",
      text: "Without it nobody can help you back in when the password is forgotten.",
      href: `/verify-email?email=${encodeURIComponent(email)}`,
      action: "Confirm address",
    };
  }
  // A passkey beside a password is a better way in; the password alone still is one.
  if (factors === 0 && hasPassword) {
    return {
      title: "Add a second factor",
      text: "Who learns your password could sign in as you. With a second factor that is not enough.",
      href: "/account/security#second-factor",
      action: "Set one up",
    };
  }
  if (hasFewCodes(protection)) {
    return {
      title: "Make new recovery codes",
      text: recoveryCodesLeft === 0 ? "None are left. Without your phone you could not get in." : `Only ${recoveryCodesLeft} left.`,
      href: "/account/security#second-factor",
      action: "Make new codes",
    };
  }
  return null;
}
