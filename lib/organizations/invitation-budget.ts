import { AppError } from "@/lib/errors";
import { limit, type Spent } from "@/lib/limits/limit";

/** Addresses that are asked about at once: a list is long, and connections are few. */
const AT_ONCE = 4;

/** What became of the addresses of a list, before anybody is invited. */
export interface AddressBudget {
  /** Those that were mailed too many invitations lately, by whomever, each with its refusal. */
  refused: ReadonlyMap<string, AppError>;
  /** Gives back the points of all that are mailed nothing. */
  refundAllBut(mailed: ReadonlySet<string>): Promise<void>;
}

/**
 * Spends a point of each address, so that nobody's mailbox is filled by revoking and inviting again, or from one organization after the
 * other. One address that has none left holds up no other. @throws AppError UNAVAILABLE.
 */
export async function spendOnAddresses(emails: readonly string[]): Promise<AddressBudget> {
  const waiting = new Set(emails);
  const points = new Map<string, Spent>();
  const refused = new Map<string, AppError>();
  const spend = async (): Promise<void> => {
    for (const email of waiting) {
      waiting.delete(email);
      try {
        points.set(email, await limit("invitation.address", email));
      } catch (error) {
        if (!(error instanceof AppError && error.type === "RATE_LIMITED")) throw error;
        refused.set(email, error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, spend));
  return {
    refused,
    refundAllBut: async (mailed) => {
      for (const [email, spent] of points) if (!mailed.has(email)) await spent.refund();
    },
  };
}
