import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";

const HEADER = "next-router-state-tree";

const segment = z.union([
  z.string(),
  z.tuple([
    z.string(),
    z.string(),
    z.string().regex(/^(?:c|oc|d|[cd]i\((?:\.|\.\.|\.\.\.|\.\.\)\(\.\.)\))$/),
    z.array(z.string()).nullable(),
  ]),
]);

type RouterState = [z.infer<typeof segment>, Record<string, RouterState>, ...unknown[]];

const routerState: z.ZodType<RouterState> = z.lazy(() =>
  z.tuple([
    segment,
    z.record(z.string(), routerState),
    z.tuple([z.string(), z.string()]).nullable().optional(),
    z.enum(["refetch", "inside-shared-layout", "metadata-only"]).nullable().optional(),
    z.number().nullable().optional(),
    z.string().optional(),
  ]),
);

/**
 * Drops what the client's router says it already has when that cannot be understood: the framework answers
 * such a header with 500, and without it sends the whole page. Should a new version of the framework say more
 * than is known here, navigation costs a little more and still works.
 */
export function dropUnreadableRouterState(headers: IncomingHttpHeaders): void {
  const sent = headers[HEADER];
  if (sent !== undefined && !(typeof sent === "string" && isReadable(sent))) delete headers[HEADER];
}

function isReadable(sent: string): boolean {
  try {
    return routerState.safeParse(JSON.parse(decodeURIComponent(sent))).success;
  } catch {
    return false;
  }
}
