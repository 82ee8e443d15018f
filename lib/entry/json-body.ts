import { assertStorable } from "@/lib/entry/storable-text";
import { AppError } from "@/lib/errors";

/** The largest JSON body a route takes, in bytes, unless its contract says otherwise. */
export const DEFAULT_BODY_LIMIT = 128 * 1024;

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gs;
const MAX_DEPTH = 64;

/**
 * Reads a JSON body of at most `limit` bytes; an empty body counts as `{}`.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, or MALFORMED_REQUEST for anything that is not
 * JSON, nests too deeply, or names a member twice (RFC 8259 §4: what a reader makes of that is unpredictable).
 */
export async function readJsonBody(request: Request, limit = DEFAULT_BODY_LIMIT): Promise<unknown> {
  const text = await readText(request, limit);
  if (text.trim() === "") return {};
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send the body as application/json.");
  }
  assertPlainStructure(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("MALFORMED_REQUEST", "The body is not valid JSON.", { cause });
  }
  assertStorable(value);
  return value;
}

async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = () => new AppError("PAYLOAD_TOO_LARGE", `The body may have ${limit} bytes at most.`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError("MALFORMED_REQUEST", "The body is not valid UTF-8.", { cause });
  }
}

/** Walks the tokens once, before `JSON.parse` recurses: depth first, then repeated names. */
function assertPlainStructure(text: string): void {
  const open: Array<Set<string> | null> = [];
  let lastString: string | null = null;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{" || token === "[") {
      open.push(token === "{" ? new Set() : null);
      if (open.length > MAX_DEPTH) throw new AppError("MALFORMED_REQUEST", "The request is nested too deeply.");
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (token === ":") {
      const names = open.at(-1);
      if (names && lastString !== null) {
        if (names.has(lastString)) throw new AppError("MALFORMED_REQUEST", "The body names a member twice.");
        names.add(lastString);
      }
    } else {
      lastString = unescaped(token);
    }
  }
}

/** A quoted JSON string's value, so that `"a"` and `"\u0061"` count as one name; itself when it is not valid. */
function unescaped(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
