import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TextRefused } from "@/lib/sms/message";
import { sendByWebhook } from "@/lib/sms/webhook-sender";

const secret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
const message = { jobId: "7", queuedAt: new Date(1_700_000_000_000), edition: "e1", to: "+33612345678", text: "123456 is your code" };
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
let status = 200;
let url: string;

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (part: string) => {
    body += part;
  });
  request.on("end", () => {
    received.push({ headers: request.headers, body });
    response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver does not listen");
  url = `http://127.0.0.1:${address.port}/texts`;
});
afterAll(() => void server.close());

test("a text is signed over its id, time and body", async () => {
  status = 204;
  await sendByWebhook(message, { url, secret });
  const { headers, body } = received.at(-1) ?? { headers: {}, body: "" };
  expect(JSON.parse(body)).toEqual({
    type: "sms.requested",
    timestamp: "2023-11-14T22:13:20.000Z",
    data: { to: "+33612345678", text: "123456 is your code" },
  });
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", Buffer.alloc(32, 5)).update(signed).digest("base64")}`);
  expect(Math.abs(Number(headers["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(5);
});

test("a repeated attempt has the same id, another text another one", async () => {
  status = 200;
  await sendByWebhook(message, { url, secret });
  await sendByWebhook(message, { url, secret });
  await sendByWebhook({ ...message, edition: "e2" }, { url, secret });
  const ids = received.slice(-3).map(({ headers }) => headers["webhook-id"]);
  expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false]);
});

test.each([400, 401, 404, 422])("%s is a no for good", async (code) => {
  status = code;
  await expect(sendByWebhook(message, { url, secret })).rejects.toThrow(TextRefused);
});

test.each([302, 408, 429, 500, 503])("%s is tried again, and leads nowhere else", async (code) => {
  status = code;
  const before = received.length;
  const refusal = await sendByWebhook(message, { url, secret }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Error);
  expect(refusal).not.toBeInstanceOf(TextRefused);
  expect(received.length).toBe(before + 1);
});
