import type { AuditAction } from "@/lib/audit/actions";
import type { Expected } from "./rules";

/** What an address or a body can name in one organization, as far as one place of it goes. */
export interface Here {
  organization: string;
  slug: string;
  /** The id and the slug of a role of its own that nobody has. */
  role: string;
  roleSlug: string;
  unit: string;
  /** A unit below, with nobody in it. */
  emptyUnit: string;
  /** A plain member who belongs to the unit. */
  target: string;
  /** A further role of theirs in the unit. */
  assignment: string;
  /** An open invitation to the unit. */
  invitation: string;
  /** An account that belongs nowhere, and a session of theirs. */
  newcomer: string;
  session: string;
  /** An account whose address is not confirmed. */
  unconfirmed: string;
  /** An address that has no account. */
  address: string;
}

type Input = Record<string, unknown>;

/** One use case behind its doors. */
export interface Use extends Expected {
  what: string;
  /** Method and address below /api/v1; what stands in braces is taken out of the input. */
  endpoint?: string;
  /** The exported name of its server action. */
  action?: string;
  /** Further actions that are the same at other pages. */
  alsoActions?: readonly string[];
  /** A well-formed input, with every id that it can take. */
  input?: (here: Here) => Input;
  /** Parameters in which administrators of the platform may name what is of another organization. */
  operatorsMayName?: readonly string[];
  /** What whoever may is answered, where that is no success. */
  answered?: { status: number; type: string };
  /** Whoever does it cannot do it a second time at once: one door is enough to see that it opens. */
  isExclusive?: true;
  /** The audit rows that one success leaves, in alphabetical order. */
  audit?: readonly AuditAction[];
}

/** One page of the consoles. */
export interface Page extends Expected {
  /** Its folder's address. */
  page: string;
}

/** Every server action of a use case. */
export const actionsOf = ({ action, alsoActions = [] }: Use): string[] => [...(action ? [action] : []), ...alsoActions];

/** What only those do who have just proven who they are, besides what concerns owners. */
const TAKES_PROOF: readonly string[] = [
  ...["platform.users.manage", "platform.users.impersonate", "platform.settings.manage"],
  ...["organization.delete", "security.manage", "audit.manage"],
];

/** Whether a use case takes a fresh proof (docs/step-up.md): everything that administrators change, and what changes who rules. */
export function takesProof({ rule, endpoint, audit, answered }: Use): boolean {
  if (endpoint?.startsWith("GET ") || !TAKES_PROOF.includes(rule.may)) return false;
  // A preview changes nothing.
  return "on" in rule || audit !== undefined || answered !== undefined;
}
