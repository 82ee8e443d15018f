import { describe, expect, it } from "vitest";
import { dropUnreadableRouterState } from "@/lib/entry/http/router-state";

const kept = (sent: string) => {
  const headers = { "next-router-state-tree": sent };
  dropUnreadableRouterState(headers);
  return headers["next-router-state-tree"] === sent;
};

describe("dropUnreadableRouterState", () => {
  it.each([
    ["", {}],
    ["", { children: ["account", { children: ["__PAGE__", {}] }] }, null, "refetch"],
    ["", { children: [["slug", "acme", "d", null], { children: ["__PAGE__", {}, ["/orgs/acme", ""], null, 16] }] }, null, null, 16, "x"],
  ])("keeps what the client's router sends", (...state) => expect(kept(encodeURIComponent(JSON.stringify(state)))).toBe(true));

  it.each([
    "",
    "garbage%%%",
    "[]",
    '["",{},null,null,true]',
    '["",{"a":1}]',
    '[["slug","acme","zz",null],{}]',
    `${'["",{"a":'.repeat(3000)}`,
    encodeURIComponent(`${'["",{"a":'.repeat(500)}1${"}]".repeat(500)}`),
  ])("drops %j", (sent) => expect(kept(sent)).toBe(false));
});
