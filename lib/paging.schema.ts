import { z } from "zod";

const RANGE = "A limit is a whole number from 1 to 100.";

/** How many entries a page of a list holds: 1 to 100, `fallback` when nothing is said. */
export const pageLimit = (fallback: number) => z.coerce.number({ error: RANGE }).int(RANGE).min(1, RANGE).max(100, RANGE).default(fallback);

/** Where the next page begins, as the page before said. */
export const pageCursor = z.uuid({ error: "This is not a cursor." }).optional();
