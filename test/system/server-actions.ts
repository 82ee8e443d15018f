import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { env } from "@/lib/env";
import type { Answer, Client } from "./client";

const manifest = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string(), workers: z.record(z.string(), z.unknown()) })),
});

export interface ServerAction {
  /** The exported name in its file, such as `signInAction`. */
  name: string;
  /** What browsers name it by (`Next-Action`). */
  id: string;
  file: string;
  /** The address of a page that uses it. */
  path: string;
}

/** Every server action that the build can be asked for, by whoever knows its id. */
export function serverActions(): ServerAction[] {
  const text = readFileSync(join(env.PORTICO_BUILD_DIR, "server", "server-reference-manifest.json"), "utf8");
  return Object.entries(manifest.parse(JSON.parse(text)).node).map(([id, { exportedName, filename, workers }]) => ({
    name: exportedName,
    id,
    file: filename,
    path: Object.keys(workers).map(pageOf).at(0) ?? "/",
  }));
}

/** `app/(auth)/login/page` is `/login`. */
function pageOf(worker: string): string {
  return `/${worker
    .split("/")
    .slice(1, -1)
    .filter((part) => !part.startsWith("("))
    .join("/")}`;
}

/** The action of this name. @throws Error when the build has none. */
export function serverAction(name: string): ServerAction {
  const found = serverActions().find((action) => action.name === name);
  if (!found) throw new Error(`The build has no server action ${name}`);
  return found;
}

const actionResult = z.union([
  z.object({ ok: z.literal(true), data: z.record(z.string(), z.unknown()) }),
  z.object({
    ok: z.literal(false),
    error: z.object({
      type: z.string(),
      message: z.string(),
      fields: z.record(z.string(), z.array(z.string())).optional(),
      details: z.record(z.string(), z.unknown()).optional(),
      retryAfterSeconds: z.number().optional(),
      requestId: z.string(),
    }),
  }),
]);

export type ActionAnswer = { answer: Answer; result: z.infer<typeof actionResult> | null };

/** The headers with which the framework's client calls an action. */
export const actionHeaders = (action: ServerAction) => ({
  accept: "text/x-component",
  "next-action": action.id,
  "content-type": "text/plain;charset=UTF-8",
});

/** Calls an action as the page's own script does, with one plain argument; `result` is null when it was not reached. */
export async function callAction(
  client: Client,
  name: string,
  input: unknown,
  headers: Record<string, string> = {},
): Promise<ActionAnswer> {
  const action = serverAction(name);
  const answer = await client.request(action.path, {
    method: "POST",
    headers: { ...actionHeaders(action), ...headers },
    body: JSON.stringify([input]),
  });
  return { answer, result: resultIn(answer.text) };
}

/** The action's own row of the answer: a stream of `number:json` lines, of which row 0 points to it. */
export function resultIn(text: string): ActionAnswer["result"] {
  for (const line of text.split("\n")) {
    const row = /^[0-9a-f]+:(\{.*\})$/.exec(line)?.[1];
    if (!row?.startsWith('{"ok":')) continue;
    return actionResult.parse(JSON.parse(row));
  }
  return null;
}
