import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from "node:http";

type Head = OutgoingHttpHeaders | OutgoingHttpHeader[];

export interface ResponseSettings {
  defaults: ReadonlyArray<readonly [string, string]>;
  /** True once the server takes no new connections. */
  isDraining: () => boolean;
}

/**
 * Makes the response class of a server. Whoever writes the head (a handler, the framework, Node itself
 * for a bad request), the headers every answer carries are in it: there is no way around `writeHead`.
 */
export function responseClass(settings: ResponseSettings) {
  return class PorticoResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
    /** Milliseconds on the clock of `performance.now()`. */
    readonly startedAt = performance.now();
    requestId = "";

    /**
     * The framework flushes the head, then writes the body, then ends, each in its own turn of the microtask
     * queue and each its own system call. Held back until the turn of the loop is over, a short answer leaves
     * in one; a stream loses at most that turn.
     */
    override flushHeaders(): void {
      const { socket } = this;
      if (socket) {
        // The socket rather than the message: a corked message would reorder its last chunk.
        socket.cork();
        setImmediate(() => socket.uncork());
      }
      super.flushHeaders();
    }

    override writeHead(statusCode: number, statusMessage?: string, headers?: Head): this;
    override writeHead(statusCode: number, headers?: Head): this;
    override writeHead(statusCode: number, second?: string | Head, third?: Head): this {
      for (const [name, value] of settings.defaults) {
        if (!this.hasHeader(name)) this.setHeader(name, value);
      }
      if (this.requestId) this.setHeader("X-Request-ID", this.requestId);
      this.setHeader("X-Process-Time", ((performance.now() - this.startedAt) / 1000).toFixed(4));
      if (settings.isDraining()) this.setHeader("Connection", "close");
      return typeof second === "string" ? super.writeHead(statusCode, second, third) : super.writeHead(statusCode, second ?? third);
    }
  };
}

export type PorticoResponse = InstanceType<ReturnType<typeof responseClass>>;
