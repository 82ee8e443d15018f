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

/**
 * Holds a body back until all of it is here, then asks `judge`. When that says yes the body flows on as if it
 * had just arrived and `release` is called; otherwise it is dropped. Bounded by the limits above.
 */
export function holdBody(
  request: IncomingMessage,
  judge: (body: Buffer<ArrayBuffer>) => Promise<boolean>,
  then: { release: () => void; refuse: () => void },
): void {
  const push = request.push.bind(request);
  const held: Buffer[] = [];
  request.push = (chunk: Buffer | null) => {
    if (chunk !== null) {
      held.push(chunk);
      return true;
    }
    const body = Buffer.concat(held);
    void judge(body).then((isGood) => {
      if (!isGood) return then.refuse();
      if (body.length > 0) push(body);
      push(null);
      return then.release();
    });
    return false;
  };
}
