import { expect, it } from "vitest";
import { refuseReader } from "@/lib/entry/openapi/site/access";

const expected = "reader:päss:word";
const answer = (authorization?: string) => refuseReader(new Headers(authorization ? { authorization } : {}), expected);
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString("base64")}`;

it("lets everybody read where nothing is set", () => {
  expect(refuseReader(new Headers())).toBeNull();
});

it("lets in who sends the user and password", () => {
  expect(answer(basic(expected))).toBeNull();
});

it.each([undefined, basic("reader:wrong"), basic(""), "Basic !!!", `Bearer ${Buffer.from(expected).toString("base64")}`])(
  "asks %s for user and password",
  (authorization) => {
    const refused = answer(authorization);
    expect(refused?.status).toBe(401);
    expect(refused?.headers.get("www-authenticate")).toMatch(/^Basic realm="/);
  },
);
