import { z } from "zod";

const RANGE = "A limit is a whole number from 1 to 100.";

/** How many entries a page of a list holds: 1 to 100, `fallback` when nothing is said. */
export const pageLimit = (fallback: number) => z.coerce.number({ error: RANGE }).int(RANGE).min(1, RANGE).max(100, RANGE).default(fallback);

/** Where the next page begins, as the page before said. */
export const pageCursor = z.uuid({ error: "This is not a cursor." }).optional();

/** The same of a list that can be sorted in several ways, which its cursor holds. */
export const sortedCursor = z.string().max(600, "This is not a cursor.").optional();

const SKIP = "A skip is a whole number from 0 to 100000.";

/** How many entries to leave out, for callers who count pages; each costs as much as one that is shown, which `cursor` does not. */
export const pageSkip = z.coerce.number({ error: SKIP }).int(SKIP).min(0, SKIP).max(100_000, SKIP).optional();
