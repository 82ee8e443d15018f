import { expect, test } from "vitest";
import { apiReference } from "@/lib/entry/openapi/reference";

test("docs/api-reference.md says what the API does now (npm run api:docs writes it)", async () => {
  await expect(apiReference()).toMatchFileSnapshot("../../../docs/api-reference.md");
});
