import type { Answer, Sent } from "../system/client";
import type { Portal } from "../system/portal";
import { actionHeaders, resultIn, type ServerAction } from "../system/server-actions";
import type { Outcome } from "./rules";
import type { Here } from "./use";

/** A browser that keeps no cookie but its session's: what is answered to one request changes none of the others. */
export interface Visitor {
  cookie: string | null;
}

/** Understood, and refused for what it says. */
export const INVALID = "invalid";

/** What came of one try. */
export interface Tried {
  outcome: Outcome | string;
  answer: Answer;
}

function send(portal: Portal, visitor: Visitor, path: string, sent: Sent = {}): Promise<Answer> {
  const isUnsafe = sent.json !== undefined || sent.body !== undefined;
  return portal.request(path, {
    ...sent,
    headers: {
      "user-agent": "Tests",
      ...(isUnsafe ? { origin: portal.url } : {}),
      ...(visitor.cookie ? { cookie: visitor.cookie } : {}),
      ...sent.headers,
    },
  });
}

/** What each variable part of a page's address names. */
const PARTS: Record<string, (here: Here, page: string) => string> = {
  slug: ({ slug }) => slug,
  role: ({ role }) => role,
  userId: ({ target }) => target,
  /** Of an invitation that never was. */
  token: () => "A".repeat(43),
  id: ({ organization, newcomer }, page) => (page.startsWith("/admin/organizations") ? organization : newcomer),
};

/** The address of a page about what is here. @throws Error for a variable part that nobody has described. */
export const addressOf = (page: string, here: Here): string =>
  page.replaceAll(/\[(\w+)\]/g, (_, name: string) => {
    const part = PARTS[name];
    if (!part) throw new Error(`Say what [${name}] of ${page} names`);
    return part(here, page);
  });

/** How the framework says that a page does not exist, or where it leads, when it has begun to send it. */
const HIDDEN = "NEXT_HTTP_ERROR_FALLBACK;404";
const LED_TO_SIGN_IN = /NEXT_REDIRECT;\w+;\/login\?/;

/** Opens a page. */
export async function openPage(portal: Portal, visitor: Visitor, path: string): Promise<Tried> {
  const answer = await send(portal, visitor, path);
  return { answer, outcome: pageOutcome(answer) };
}

function pageOutcome({ status, headers, text }: Answer): Outcome | string {
  if (status === 307 && /^(?:https?:\/\/[^/]+)?\/login\?/.test(headers.location ?? "")) return "sign in";
  if (status === 404) return 404;
  // Whoever is let in may be led on.
  if (status === 307) return "yes";
  if (status !== 200) return `status ${status}`;
  if (text.includes(HIDDEN)) return 404;
  return LED_TO_SIGN_IN.test(text) ? "sign in" : "yes";
}

/** Asks an endpoint: `METHOD /address/{parameter}`, the rest of the input as its query or its body. */
export async function askEndpoint(
  portal: Portal,
  visitor: Visitor,
  endpoint: string,
  input: Record<string, unknown>,
  more = {},
): Promise<Tried> {
  const [method = "", template = ""] = endpoint.split(" ");
  const rest = { ...input };
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    delete rest[name];
    return String(input[name]);
  });
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]));
  const isRead = method === "GET";
  const address = `/api/v1${path}${isRead && query.size > 0 ? `?${query}` : ""}`;
  const answer = await send(portal, visitor, address, isRead ? {} : { method, json: { ...more, ...rest } });
  return { answer, outcome: endpointOutcome(answer) };
}

/** An act on many says of each what became of it: where all were refused, nothing was done. */
const isRefusedOneByOne = (data: object | undefined): boolean => data !== undefined && "refused" in data && data.refused === 1;

function endpointOutcome({ status, body }: Answer): Outcome | string {
  if (status < 300) return isRefusedOneByOne(body.data) ? 404 : "yes";
  if (status === 422) return INVALID;
  return status === 401 || status === 403 || status === 404 ? status : `status ${status}`;
}

const STATUS: Record<string, Outcome | string> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, VALIDATION_ERROR: INVALID };

/** Calls a server action at a page's address, as the page's own script does. */
export async function callAction(
  portal: Portal,
  visitor: Visitor,
  called: { action: ServerAction; at: string },
  input: unknown,
): Promise<Tried> {
  const answer = await send(portal, visitor, called.at, {
    method: "POST",
    headers: actionHeaders(called.action),
    body: JSON.stringify([input]),
  });
  const result = resultIn(answer.text);
  if (result?.ok) return { answer, outcome: isRefusedOneByOne(result.data) ? 404 : "yes" };
  if (result) return { answer, outcome: STATUS[result.error.type] ?? result.error.type };
  return { answer, outcome: pageOutcome(answer) };
}
