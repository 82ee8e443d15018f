import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { type Caller, identifyCaller } from "@/lib/entry/actor";
import { corsHeaders, preflight } from "@/lib/entry/cors";
import { entityTag, isKnown, unchangedSince } from "@/lib/entry/entity-tag";
import { failure, type SuccessOptions, success } from "@/lib/entry/envelope";
import { readJsonBody } from "@/lib/entry/json-body";
import { assertSameOrigin } from "@/lib/entry/origin";
import { parseInput } from "@/lib/entry/parse-input";
import { toPublicError } from "@/lib/entry/public-error";
import { write } from "@/lib/entry/write";
import { AppError } from "@/lib/errors";
import { limitReads } from "@/lib/limits/reads";
import { LimitReport, reportedIn } from "@/lib/limits/report";
import type { AssertUnchanged } from "@/lib/precondition";

/** What Next hands a route handler besides the request. */
interface RouteContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

export interface RouteHandler {
  (request: Request, context: RouteContext): Promise<Response>;
  /** What it parses and answers with, so that a test can hold the documented contract against it. */
  contract?: RouteContract<z.ZodType, z.ZodType>;
}

export interface RouteContract<I extends z.ZodType, O extends z.ZodType> {
  /** Parses path parameters with the query (GET) or with the body (the rest, so that nothing secret is ever read from an address). */
  input: I;
  /** Everything it does not declare is left out of the answer. */
  output: O;
  /** 200 when absent. */
  status?: number;
  /** "OK" when absent; a function where it depends on what is answered. */
  message?: string | ((output: z.output<O>) => string);
  /** Bytes of body taken at most. */
  bodyLimit?: number;
  /** `own` when the domain function spends budgets of its own; else the door spends the one that all writes share. */
  budget?: "own";
  /** `strong` for one thing that can be read and changed here: the answer has its `ETag`, `If-None-Match` and `If-Match` are heeded. */
  etag?: "strong";
}

type Perform<I extends z.ZodType, O extends z.ZodType> = (
  actor: Actor,
  input: z.output<I>,
  caller: Caller,
  /** Present when the request has `If-Match`. */
  assertUnchanged?: AssertUnchanged,
) => Promise<z.input<O>>;

/**
 * Makes a route handler of a domain function: who calls, origin, parse, call, keep the declared output,
 * wrap in the envelope, map every error. It holds no rule of its own.
 * A result with `items` and `next_cursor` becomes a list with `meta.next_cursor` (and `meta.total`).
 */
export function route<I extends z.ZodType, O extends z.ZodType>(contract: RouteContract<I, O>, perform: Perform<I, O>): RouteHandler {
  const handle: RouteHandler = async (request, context) => {
    let requestId = request.headers.get("x-request-id") ?? "";
    const spent = isRead(request) ? null : new LimitReport();
    try {
      const caller = await identifyCaller(request.headers);
      requestId = caller.actor.context.requestId;
      assertSameOrigin(request, { hasCookie: caller.actor.kind === "session" && caller.actor.proof.by === "cookie" });
      if (!spent) limitReads(whoseReads(caller.actor));
      const input = parseInput(contract.input, await collectInput(request, context, contract.bodyLimit));
      const unchanged = contract.etag && spent ? unchangedSince(request.headers.get("if-match"), contract.output) : undefined;
      const work = async () => contract.output.parse(await perform(caller.actor, input, caller, unchanged));
      const { status = 200, message: said = "OK" } = contract;
      const words = (output: unknown) => (typeof said === "function" ? said(contract.output.parse(output)) : said);
      if (!spent) {
        const output = await work();
        const headers = contract.etag && { etag: entityTag(output) };
        if (headers && isKnown(request.headers.get("if-none-match"), headers.etag)) return notModified(requestId, headers);
        return answer(output, { status, message: words(output), requestId, headers });
      }
      const { output, headers } = await reportedIn(spent, () => write({ actor: caller.actor, request, contract, input, work }));
      return answer(output, {
        status,
        message: words(output),
        requestId,
        headers: { ...spent.headers(), ...headers, ...(contract.etag && { etag: entityTag(output) }) },
      });
    } catch (error) {
      return failure(toPublicError(error, requestId), requestId, spent?.headers());
    }
  };
  return Object.assign(handle, { contract });
}

const isRead = ({ method }: Request): boolean => method === "GET" || method === "HEAD";

const whoseReads = (actor: Actor): string => (actor.kind === "session" ? actor.userId : (actor.context.ip ?? "unknown"));

function answer(output: unknown, options: Omit<SuccessOptions, "meta">): Response {
  const { data, meta } = splitList(output);
  return success(data, { ...options, meta });
}

const notModified = (requestId: string, headers: { etag: string }): Response =>
  new Response(null, { status: 304, headers: { ...headers, "cache-control": "no-store", "x-request-id": requestId } });

async function collectInput(request: Request, context: RouteContext, bodyLimit?: number): Promise<Record<string, unknown>> {
  const params = await context.params;
  if (isRead(request)) {
    // Most requests ask for nothing, and an address is not parsed for free.
    const query = request.url.includes("?") ? Object.fromEntries(new URL(request.url).searchParams) : {};
    return { ...query, ...params };
  }
  const body = await readJsonBody(request, bodyLimit);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new AppError("MALFORMED_REQUEST", "The body must be a JSON object.");
  }
  return { ...body, ...params };
}

function splitList(output: unknown): { data: unknown; meta: Record<string, unknown> } {
  if (typeof output !== "object" || output === null || !("items" in output) || !("next_cursor" in output))
    return { data: output, meta: {} };
  const { items, next_cursor, total } = { total: undefined, ...output };
  return { data: items, meta: { next_cursor, ...(total === undefined ? {} : { total }) } };
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];

/**
 * All of one path's methods: those given, HEAD wherever GET is, and for the rest 405 with `Allow` in the envelope
 * (RFC 9110 §15.5.6). Export the result's members: `export const { GET, HEAD, POST, … } = endpoint({ POST: route(…) })`.
 */
export function endpoint(handlers: Partial<Record<Method, RouteHandler>>): Record<Method, RouteHandler> {
  const head: Partial<Record<Method, RouteHandler>> = handlers.GET ? { HEAD: handlers.GET } : {};
  const given: Partial<Record<Method, RouteHandler>> = { ...head, ...handlers };
  const allow = [...METHODS.filter((method) => given[method]), "OPTIONS"]
    .filter((method, at, all) => all.indexOf(method) === at)
    .join(", ");
  const refuse: RouteHandler = async (request) => {
    const requestId = request.headers.get("x-request-id") ?? "";
    return failure(new AppError("METHOD_NOT_ALLOWED", `This address takes ${allow}.`), requestId, { allow });
  };
  const options: RouteHandler = async (request) => preflight(request, allow);
  const readable = (handler: RouteHandler): RouteHandler => {
    const handle: RouteHandler = async (request, context) => {
      const response = await handler(request, context);
      for (const [name, value] of Object.entries(corsHeaders(request))) response.headers.set(name, value);
      return response;
    };
    return Object.assign(handle, { contract: handler.contract });
  };
  return {
    GET: readable(given.GET ?? refuse),
    HEAD: readable(given.HEAD ?? refuse),
    POST: readable(given.POST ?? refuse),
    PUT: readable(given.PUT ?? refuse),
    PATCH: readable(given.PATCH ?? refuse),
    DELETE: readable(given.DELETE ?? refuse),
    OPTIONS: given.OPTIONS ?? options,
  };
}
