import { PorticoError } from "./error.ts";
import type { ErrorType } from "./types.ts";

/** A successful answer, out of its envelope. */
export interface Answer<Data, Meta = Record<string, unknown>> {
  data: Data;
  meta: Meta;
  message: string;
  status: number;
  requestId: string;
  headers: Headers;
}

interface Envelope<Data, Meta> {
  success: boolean;
  message: string;
  request_id: string;
  data: Data;
  meta: Meta;
  error?: { type: ErrorType; details?: Record<string, unknown> & { fields?: Record<string, string[]> } };
}

/**
 * One request and its answer.
 * @throws PorticoError NETWORK_ERROR when none came; the signal's reason when it was aborted.
 */
export async function sendOnce(fetcher: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    // A browser's cookie stays out of it: this program acts by its tokens alone.
    return await fetcher(url, { ...init, credentials: "omit" });
  } catch (cause) {
    init.signal?.throwIfAborted();
    throw new PorticoError("The portal did not answer.", { type: "NETWORK_ERROR", cause });
  }
}

/**
 * Opens the envelope of an answer. That `Data` and `Meta` are what it holds is the document's word.
 * @throws PorticoError with what the portal says, or UNEXPECTED_ANSWER for what is no envelope, as of a proxy on the way.
 */
export async function openEnvelope<Data, Meta>(response: Response, signal?: AbortSignal | null): Promise<Answer<Data, Meta>> {
  const envelope = await readEnvelope<Data, Meta>(response, signal);
  const requestId = envelope?.request_id ?? response.headers.get("x-request-id") ?? undefined;
  const retryAfterSeconds = retryAfter(response);
  if (!envelope || (!envelope.success && !envelope.error)) {
    const message = `The portal's answer (${response.status}) could not be understood.`;
    throw new PorticoError(message, { type: "UNEXPECTED_ANSWER", status: response.status, requestId, retryAfterSeconds });
  }
  const { data, meta, message, error } = envelope;
  if (error) {
    const { type, details } = error;
    throw new PorticoError(message, { type, status: response.status, fields: details?.fields, details, retryAfterSeconds, requestId });
  }
  return { data, meta, message, status: response.status, requestId: requestId ?? "", headers: response.headers };
}

/** The seconds of `Retry-After`, which the portal never sends as a date. */
export function retryAfter(response: Response): number | undefined {
  const header = response.headers.get("retry-after");
  return header !== null && /^\d+$/.test(header) ? Number(header) : undefined;
}

async function readEnvelope<Data, Meta>(response: Response, signal?: AbortSignal | null): Promise<Envelope<Data, Meta> | null> {
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new PorticoError("The portal's answer was cut off.", { type: "NETWORK_ERROR", status: response.status, cause });
  }
  try {
    const value: Envelope<Data, Meta> | null = JSON.parse(text);
    return typeof value === "object" && typeof value?.success === "boolean" && typeof value.message === "string" ? value : null;
  } catch {
    return null;
  }
}
