import type { Here } from "./use";

/** A well-formed id of nothing. */
export const NO_ID = "00000000-0000-7000-8000-000000000000";

/** Names everything with the same id of nothing, to look at the shape of inputs. */
export const NOWHERE: Here = {
  ...{ organization: NO_ID, slug: "nowhere", role: NO_ID, roleSlug: "coach", unit: NO_ID, emptyUnit: NO_ID },
  ...{
    target: NO_ID,
    assignment: NO_ID,
    invitation: NO_ID,
    newcomer: NO_ID,
    session: NO_ID,
    unconfirmed: NO_ID,
    address: "nobody@example.test",
  },
};
