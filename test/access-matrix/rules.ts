import type { OrganizationPermission, PlatformPermission } from "@/lib/access/permissions";
import { CALLER_NAMES, type Caller, callerHolds, factsOf, holdsOnPlatform, type Reach } from "./callers";

/** Who may do something. */
export type Rule =
  | { may: "anybody" }
  | { may: "whoever is signed in" }
  /** Whoever has a membership, be it suspended or over. */
  | { may: "whoever belongs to it" }
  /** Whoever has the address that was invited; none of the matrix does. */
  | { may: "the invited address" }
  | { may: PlatformPermission; on: "platform" }
  | { may: OrganizationPermission; reach: Reach };

export type Door = "page" | "action" | "endpoint";

/** How a caller is answered: "yes", sent to sign in, or refused with a status. */
export type Outcome = "yes" | "sign in" | 401 | 403 | 404;

/** What everybody may expect of one use case. */
export interface Expected {
  rule: Rule;
  /** Where a refusal is another one than the rule's: whoever may not even see something is told that it does not exist. */
  refused?: Partial<Record<Caller, 403 | 404>>;
}

export function isAllowed(rule: Rule, caller: Caller): boolean {
  const { platform, member } = factsOf(caller);
  if (rule.may === "anybody") return true;
  if (rule.may === "whoever is signed in") return platform !== null;
  if (rule.may === "whoever belongs to it") return member !== undefined;
  if (rule.may === "the invited address") return false;
  return "on" in rule ? holdsOnPlatform(caller, rule.may) : callerHolds(caller, rule.may, rule.reach);
}

/** What the domain answers, whichever door is used. */
export function expectedOf({ rule, refused }: Expected, caller: Caller): Outcome {
  if (isAllowed(rule, caller)) return "yes";
  const { platform, member } = factsOf(caller);
  if (platform === null) return 401;
  const other = refused?.[caller];
  if (other) return other;
  if ("on" in rule) return 403;
  const isKnown = rule.may !== "the invited address" && member !== undefined && !member.now;
  if (!isKnown) return 404;
  // What belongs to a unit that they do not see is not there; what they see, they may not do.
  return "reach" in rule && rule.reach === "unit" && caller === "elsewhere" ? 404 : 403;
}

/** What a page answers: it does not exist for whoever may not open it. */
export function expectedOfPage(expected: Expected, caller: Caller): Outcome {
  const outcome = expectedOf(expected, caller);
  if (outcome === "yes") return "yes";
  return outcome === 401 ? "sign in" : 404;
}

/** The outcomes of all callers, in the order of the columns. */
export const outcomesOf = (expected: Expected, door: Door): Outcome[] =>
  CALLER_NAMES.map((caller) => (door === "page" ? expectedOfPage(expected, caller) : expectedOf(expected, caller)));

/** Whoever may open the section of a console that a page belongs to gets past the fence in front of it. */
const SECTION = /^\/orgs\/\[slug\](?:\/\w+)?|^\/admin/;

/** What the middleware answers at a page's address; it knows sections, not each of their pages. */
export function expectedAtFence(page: string, pages: readonly (Expected & { page: string })[], caller: Caller): Outcome {
  if (!/^\/(?:orgs|admin)(?:\/|$)/.test(page)) return "yes";
  const section = SECTION.exec(page)?.[0];
  const facts = pages.find((one) => one.page === section);
  if (facts) return expectedOfPage(facts, caller);
  return factsOf(caller).platform === null ? "sign in" : "yes";
}
