import type { z } from "zod";
import type { BulkResult, changeMembersContract, MemberAct } from "@/lib/organizations/member-bulk.schema";

/** What is to be done, without to whom. */
export type Act = Omit<z.input<typeof changeMembersContract.input>, "organization_id" | "user_ids">;

interface ActText {
  /** The verb of the menu and of the button. */
  verb: string;
  question: (whom: string) => string;
  description: string;
  done: (whom: string, one: boolean) => string;
}

const is = (one: boolean) => (one ? "is" : "are");

/** The words of each act. */
export const ACT_TEXTS: Record<MemberAct, ActText> = {
  change_role: {
    verb: "Change role",
    question: (whom) => `Role of ${whom}`,
    description: "It counts from their next request on. Everybody stays in their unit.",
    done: (whom, one) => `${whom} ${one ? "has" : "have"} another role.`,
  },
  move: {
    verb: "Move",
    question: (whom) => `Move ${whom}`,
    description: "Everybody keeps their role; it reaches the new unit and everything below it.",
    done: (whom, one) => `${whom} ${is(one)} moved.`,
  },
  suspend: {
    verb: "Suspend",
    question: (whom) => `Suspend ${whom}?`,
    description: "They are shut out from their next request on. Their roles stay for when you resume them.",
    done: (whom, one) => `${whom} ${is(one)} suspended.`,
  },
  resume: {
    verb: "Resume",
    question: (whom) => `Resume ${whom}?`,
    description: "They get in again, with the roles they had.",
    done: (whom, one) => `${whom} ${is(one)} active again.`,
  },
  set_end: {
    verb: "Set an end",
    question: (whom) => `End of the membership of ${whom}`,
    description: "They get in until the end of that day. Nothing is deleted, and you can move the end.",
    done: (whom, one) => `${whom} ${one ? "has" : "have"} another end of membership.`,
  },
  remove: {
    verb: "Remove",
    question: (whom) => `Remove ${whom}?`,
    description: "They lose every role here at once and are told by mail. Their accounts stay. To come back they need an invitation.",
    done: (whom, one) => `${whom} ${is(one)} removed.`,
  },
};

/** One call that takes a part of an act back. */
export interface Step {
  act: Act;
  user_ids: string[];
}

type Before = NonNullable<BulkResult["before"]>;

/** The act that makes somebody again what they were; null for what cannot be taken back. */
function backTo(before: Before, act: MemberAct): Act | null {
  switch (act) {
    case "change_role":
      return { act: "change_role", role: before.role, unit_id: before.unit_id };
    case "move":
      return { act: "move", unit_id: before.unit_id };
    case "suspend":
      return { act: "resume" };
    case "resume":
      return { act: "suspend" };
    case "set_end":
      return { act: "set_end", ends_at: before.ends_at };
    case "remove":
      return null;
  }
}

/** What takes an act back, as few calls as there were different people; none for what cannot be. */
export function stepsBack(act: MemberAct, results: readonly BulkResult[]): Step[] {
  const steps = new Map<string, Step>();
  for (const { user_id, before } of results) {
    const back = before && backTo(before, act);
    if (!back) continue;
    const key = JSON.stringify(back);
    const step = steps.get(key) ?? { act: back, user_ids: [] };
    step.user_ids.push(user_id);
    steps.set(key, step);
  }
  return [...steps.values()];
}

/** "Ana Costa", or "3 people". */
export const whomOf = (names: readonly string[]): string => (names.length === 1 ? (names[0] ?? "") : `${names.length} people`);
