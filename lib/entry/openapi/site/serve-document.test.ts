import { expect, it } from "vitest";
import { openApiText } from "@/lib/entry/openapi/document";
import { serveDocument } from "@/lib/entry/openapi/site/serve-document";

const ask = (headers: Record<string, string> = {}) => serveDocument(new Request("http://localhost/api/openapi.json", { headers }));

it("answers with the document", async () => {
  const answer = await ask();
  expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(await answer.text()).toBe(openApiText());
});

it("tells who has it already that nothing changed", async () => {
  const etag = (await ask()).headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
  expect((await ask({ "if-none-match": etag })).status).toBe(304);
  expect((await ask({ "if-none-match": '"another"' })).status).toBe(200);
});
