import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

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
    return true;
  };
}

/** True when the request has a body: one of these two announces it (RFC 9112 §6). */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** The rest of a body that stays silent for this long, or goes on for LONGEST_ROUNDS of it, is cut. Milliseconds. */
const ROUND_MS = 1_000;
const LONGEST_ROUNDS = 30;

/**
 * After the answer: lets a client that still sends a body nobody wants finish it, within bounds, and throws it away.
 * A connection closed with unread bytes is reset, and takes the answer with it (RFC 9112 §9.6); one that is kept
 * unread would never come to its next request.
 */
export function lingerOver(request: IncomingMessage, socket: Socket): void {
  if (request.complete || socket.destroyed) return;
  const push = request.push.bind(request);
  // The end alone is passed on, so that it can be waited for.
  request.push = (chunk: Uint8Array | null) => (chunk === null ? push(null) : true);
  // Whoever stopped reading paused the connection with the request.
  socket.resume();
  // Destroyed by its reader, the request has let go of the connection: the parser drops the rest by itself, within requestTimeout.
  if (request.readableEnded || request.destroyed) return;
  request.resume();
  let seen = -1;
  let rounds = 0;
  // One connection may be lingered over many times before it closes.
  const done = () => {
    clearInterval(timer);
    socket.off("close", done);
  };
  const timer = setInterval(() => {
    rounds += 1;
    if (request.complete) done();
    else if (socket.bytesRead === seen || rounds > LONGEST_ROUNDS) socket.destroy();
    seen = socket.bytesRead;
  }, ROUND_MS);
  request.once("end", done);
  socket.once("close", done);
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
