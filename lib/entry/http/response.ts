import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import { type FailedPage, failedPage } from "@/lib/entry/http/failed-page";

type Head = OutgoingHttpHeaders | OutgoingHttpHeader[];

export interface ResponseSettings {
  defaults: ReadonlyArray<readonly [string, string]>;
  /** True once the server takes no new connections. */
  isDraining: () => boolean;
  /** Whether waiting helps against a failure, which is then 503 rather than 500. Absent: failed pages stay as the framework made them. */
  isPassing?: () => Promise<boolean>;
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
    isReplaced = false;

    /** A page that could not be rendered: the framework's body for it is empty until a script has run. */
    get isFailedPage(): boolean {
      if (this.isReplaced) return true;
      if (!settings.isPassing || this.statusCode !== 500 || this.headersSent) return false;
      return String(this.getHeader("content-type") ?? "").startsWith("text/html");
    }

    override write(...parameters: unknown[]): boolean {
      return this.isFailedPage || Reflect.apply(super.write, this, parameters);
    }

    override end(...parameters: unknown[]): this {
      if (!this.isFailedPage) return Reflect.apply(super.end, this, parameters);
      if (this.isReplaced) return this;
      this.isReplaced = true;
      void this.decideFailure().then(({ status, headers, body }) => {
        // What the framework said of its own body: its files and how it varies.
        for (const name of ["link", "vary", "transfer-encoding"]) this.removeHeader(name);
        this.writeHead(status, headers);
        super.end(body);
      });
      return this;
    }

    async decideFailure(): Promise<FailedPage> {
      const passes = await settings.isPassing?.().catch(() => false);
      return failedPage(passes ? 503 : 500, this.requestId);
    }

    /**
     * The framework flushes the head, then writes the body, then ends, each in its own turn of the microtask
     * queue and each its own system call. Held back until the turn of the loop is over, a short answer leaves
     * in one; a stream loses at most that turn.
     */
    override flushHeaders(): void {
      if (this.isFailedPage) return;
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
