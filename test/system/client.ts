import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { assertDocumented } from "./documented";

export interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Sent as JSON, with its content type. */
  json?: unknown;
}

/** The envelope, as far as tests look into it. */
export interface Envelope {
  success?: boolean;
  code?: number;
  message?: string;
  request_id?: string;
  data?: Record<string, unknown> & unknown[];
  error?: { type?: string; details?: { fields?: Record<string, string[]>; challenge?: unknown } };
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON, or an empty object when it is none. */
  body: Envelope;
  /** Milliseconds from the first byte sent to the last one read. */
  ms: number;
}

// Unbounded, so that fifty requests at once are fifty requests at once.
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/**
 * One request to a port of this machine, exactly as it is written: any path, Host and Origin.
 * @throws Error when the API answers what its document does not say.
 */
export async function send(port: number, path: string, sent: Sent = {}): Promise<Answer> {
  const answer = await exchange(port, path, sent);
  assertDocumented(sent.method ?? (sent.body === undefined && sent.json === undefined ? "GET" : "POST"), path, answer);
  return answer;
}

/** The same, whatever is answered. */
export function exchange(port: number, path: string, { method, headers = {}, body, json }: Sent = {}): Promise<Answer> {
  const bytes = json === undefined ? body : JSON.stringify(json);
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const request = httpRequest(
      {
        agent,
        port,
        host: "127.0.0.1",
        path,
        method: method ?? (bytes === undefined ? "GET" : "POST"),
        headers: {
          ...(json === undefined ? {} : { "content-type": "application/json" }),
          ...(bytes === undefined || headers["transfer-encoding"] ? {} : { "content-length": String(Buffer.byteLength(bytes)) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: parse(text),
            ms: performance.now() - startedAt,
          });
        });
      },
    );
    request.on("error", reject);
    request.end(bytes);
  });
}

function parse(text: string): Envelope {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** A browser, as far as a server can tell: it keeps cookies and names its origin when it changes something. */
export class Client {
  readonly cookies = new Map<string, string>();
  readonly #at: { port: number; origin: string; userAgent: string };

  constructor(at: { port: number; origin: string; userAgent: string }) {
    this.#at = at;
  }

  /** The session cookie's name and value, whatever it is called. */
  get session(): string | undefined {
    return [...this.cookies].find(([name]) => name.endsWith("portico.session"))?.[1];
  }

  async request(path: string, sent: Sent = {}): Promise<Answer> {
    const unsafe = sent.json !== undefined || sent.body !== undefined || !["GET", "HEAD", undefined].includes(sent.method);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await send(this.#at.port, path, {
      ...sent,
      headers: {
        host: new URL(this.#at.origin).host,
        "user-agent": this.#at.userAgent,
        ...(unsafe ? { origin: this.#at.origin } : {}),
        ...(cookie ? { cookie } : {}),
        ...sent.headers,
      },
    });
    for (const line of answer.headers["set-cookie"] ?? []) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
    const at = pair.indexOf("=");
    const gone = attributes.some((part) => /^max-age=0$/i.test(part) || /^expires=thu, 01 jan 1970/i.test(part));
    if (gone) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
