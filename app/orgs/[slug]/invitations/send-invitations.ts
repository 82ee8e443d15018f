import { inviteManyAction } from "@/app/orgs/[slug]/invitations/actions";
import { attempt } from "@/components/form/failure";

export interface Offer {
  email: string;
  role: string;
  unit_id: string | null;
}

/** What became of a list of invitations. */
export interface Answer {
  invited: number;
  passedOver: { email: string; status: string }[];
  /** Addresses that were not reached because of `reason`. */
  unsent: string[];
  reason?: string;
}

/** So many go in one call: progress is seen, and what went through stays when the next call fails. */
const AT_ONCE = 100;

/** Sends a list in parts, one after the other, and says after each how many went. Stops at the first refusal. */
export async function sendInvitations(organizationId: string, offers: Offer[], onProgress: (sent: number) => void): Promise<Answer> {
  const answer: Answer = { invited: 0, passedOver: [], unsent: [] };
  for (let from = 0; from < offers.length; from += AT_ONCE) {
    onProgress(from);
    const part = offers.slice(from, from + AT_ONCE);
    const result = await attempt(() => inviteManyAction({ organization_id: organizationId, invitations: part }));
    if ("reason" in result) return { ...answer, unsent: offers.slice(from).map(({ email }) => email), reason: result.reason };
    answer.invited += result.data.invited;
    answer.passedOver.push(...result.data.results.filter(({ status }) => status !== "invited"));
  }
  return answer;
}
