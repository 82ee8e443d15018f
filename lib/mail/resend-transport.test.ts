import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { resendTransport } from "@/lib/mail/resend-transport";
import type { MailMessage } from "@/lib/mail/transport";

interface Seen {
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

const seen: Seen[] = [];
let answer: { status: number; body: Record<string, unknown> };
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    seen.push({ path: request.url ?? "", headers: request.headers, body: JSON.parse(text) });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});

beforeEach(() => {
  seen.length = 0;
  answer = { status: 200, body: { id: "8f0c2f0a-0000-4000-8000-000000000000" } };
});

afterAll(() => server.close());

const message: MailMessage = {
  jobId: "42",
  queuedAt: new Date("2031-03-12T13:05:00Z"),
  edition: "abc",
  to: "ana@example.com",
  subject: "Subject",
  text: "Text",
  html: "<p>HTML</p>",
  links: [],
};

const transport = () => resendTransport({ apiKey: "re_test", from: "Portico <no-reply@id.example.com>", baseUrl });

describe("mail through Resend", () => {
  test("is sent with both parts under a key of its own", async () => {
    await transport().send(message);
    expect(seen[0]?.path).toBe("/emails");
    expect(seen[0]?.headers.authorization).toBe("Bearer re_test");
    expect(seen[0]?.headers["idempotency-key"]).toMatch(/^[a-z0-9]+\.42\.abc$/);
    expect(seen[0]?.body).toMatchObject({ to: ["ana@example.com"], subject: "Subject", text: "Text", html: "<p>HTML</p>" });
  });

  test("has the same key when it is repeated, and another one for another text", async () => {
    await transport().send(message);
    await transport().send(message);
    await transport().send({ ...message, edition: "def" });
    const keys = seen.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  test("counts as sent when its key was used before", async () => {
    answer = { status: 409, body: { name: "invalid_idempotent_request", message: "used", statusCode: 409 } };
    await expect(transport().send(message)).resolves.toBeUndefined();
  });

  test.each([429, 500, 403])("fails with a sentence for the log when the service answers %i", async (status) => {
    answer = { status, body: { name: "application_error", message: "Something is wrong", statusCode: status } };
    await expect(transport().send(message)).rejects.toThrow(/Resend answered .*Something is wrong/);
  });
});
