import type { IncomingMessage } from "node:http";

/** The most that any request of ours carries: a picture of 2 MB in a form, with room for the form. Bytes. */
export const MAX_BODY_BYTES = 2.5 * 1024 * 1024;

/** True when the announced body is too large, or its announcement is no number. */
export function announcesTooMuch(request: IncomingMessage): boolean {
  const announced = request.headers["content-length"];
  return announced !== undefined && !(Number(announced) <= MAX_BODY_BYTES);
}

/**
 * Counts a body that came without its length (RFC 9112 §7.1, chunked) as it arrives and calls `onExceeded`
 * once when it is too large. Nothing is read ahead: `push` is where the parser hands each part over.
 */
export function limitChunkedBody(request: IncomingMessage, onExceeded: () => void): void {
  if (request.headers["transfer-encoding"] === undefined) return;
  const push = request.push.bind(request);
  let size = 0;
  request.push = (chunk: Uint8Array | null, encoding?: BufferEncoding) => {
    size += chunk?.length ?? 0;
    if (size <= MAX_BODY_BYTES) return push(chunk, encoding);
    if (size - (chunk?.length ?? 0) <= MAX_BODY_BYTES) onExceeded();
    return false;
  };
}
