import { expect, it } from "vitest";
import { proposedName } from "@/lib/passkeys/authenticators";

const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

it("a passkey is called as its authenticator is, else as the browser is, else a passkey", () => {
  expect(proposedName("BADA5566-a7aa-401f-bd96-45619a55120d", SAFARI)).toBe("1Password");
  expect(proposedName("00000000-0000-0000-0000-000000000000", SAFARI)).toBe("Safari on iPhone");
  expect(proposedName("00000000-0000-0000-0000-000000000000", null)).toBe("Passkey");
  expect(proposedName("constructor", null)).toBe("Passkey");
});
