import { describe, expect, it } from "vitest";
import { type ImportRules, readImportRow } from "@/lib/accounts/import-row";

const RULES: ImportRules = { administrators: "refused", firebase: null };
const HASH = "pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo=";

const read = (raw: unknown, rules = RULES) => readImportRow(raw, rules);

describe("a row of an import", () => {
  it("needs an address and nothing else", () => {
    expect(read({ email: " Ana@Example.com " })).toEqual({
      user: {
        ...{ id: expect.stringMatching(/^[0-9a-f-]{14}7/), email: "ana@example.com", email_verified: null, username: null, name: null },
        ...{ password_hash: null, role: "user", is_active: true, locale: "en", time_zone: "UTC", settings: {} },
        created_at: expect.any(String),
      },
    });
  });

  it("says the same in the words of a CSV as in JSON", () => {
    const time = "2024-02-29T12:00:00.000Z";
    const json = {
      ...{ email: "ana@example.com", email_verified: true, username: "ana", full_name: "Ana Abel", role: "guest", password_hash: HASH },
      ...{ locale: "pt-BR", time_zone: "America/Sao_Paulo", created_at: time, is_active: false, settings: { theme: "dark" } },
    };
    const csv = { ...json, email_verified: "TRUE", is_active: "no", settings: '{"theme":"dark"}' };
    const expected = {
      ...{ email: "ana@example.com", email_verified: time, username: "ana", name: "Ana Abel", role: "guest", password_hash: HASH },
      ...{ locale: "pt-BR", time_zone: "America/Sao_Paulo", created_at: time, is_active: false, settings: { theme: "dark" } },
    };
    expect(read(json)).toMatchObject({ user: expected });
    expect(read(csv)).toMatchObject({ user: expected });
  });

  it("takes an empty value of a CSV, and null, for none", () => {
    const empty = { username: "", full_name: "", role: "", password_hash: "", locale: "", created_at: "", is_active: "", settings: "" };
    const none = { username: null, full_name: null, is_active: null, settings: null };
    for (const values of [empty, none]) expect(read({ email: "ana@example.com", ...values })).toMatchObject({ user: { username: null } });
  });

  it("gets an id that stands where its time belongs", () => {
    const ids = ["2020-01-01", "2021-06-01T00:00:00+02:00", "2026-01-01"].map((created_at) => {
      const row = read({ email: "ana@example.com", created_at });
      return "user" in row ? row.user.id : "";
    });
    expect(ids.toSorted()).toEqual(ids);
  });

  it.each([
    [{ email: "nobody" }, "email: Enter an e-mail address"],
    [{}, "email: Enter an e-mail address"],
    [[], "expected object"],
    ["ana@example.com", "expected object"],
    [{ email: "a@b.example", username: "x" }, "username: Use 3 characters"],
    [{ email: "a@b.example", role: "root" }, "role: A role is"],
    [{ email: "a@b.example", role: "admin" }, "--allow-admin"],
    [{ email: "a@b.example", email_verified: "perhaps" }, "email_verified: Say true or false."],
    [{ email: "a@b.example", locale: "no such language" }, "locale"],
    [{ email: "a@b.example", time_zone: "Mars/Olympus" }, "time_zone"],
    [{ email: "a@b.example", created_at: "yesterday" }, "created_at: A time is such as"],
    [{ email: "a@b.example", created_at: "2999-01-01" }, "created_at: This time cannot be right."],
    [{ email: "a@b.example", settings: "[1" }, "settings"],
    [{ email: "a@b.example", settings: [1] }, "settings"],
    [{ email: "a@b.example", is_admin: true }, "is_admin"],
    [{ email: "a@b.example", full_name: "two\nlines" }, "full_name"],
    [{ email: "a@b.example", password_hash: "5f4dcc3b5aa765d61d8327deb882cf99" }, "password_hash: Its form is unknown"],
    [{ email: "a@b.example", password_hash: "pbkdf2_sha256$99999999$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo=" }, "cost"],
    [{ email: "a@b.example", password_hash: "$2b$31$c92SVSfjeiCD6F2nAD6y0uBpJDjdRkt0EgeC4/31Rf2LUZbDRDE.O" }, "cost"],
  ])("%j is refused with a reason", (raw, reason) => {
    expect(read(raw)).toMatchObject({ reason: expect.stringContaining(reason) });
  });

  it("never repeats a hash in the reason", () => {
    for (const password_hash of ["5f4dcc3b5aa765d61d8327deb882cf99", "x".repeat(600), 5]) {
      expect(JSON.stringify(read({ email: "a@b.example", password_hash }))).not.toContain(String(password_hash).slice(0, 20));
    }
  });

  it("makes an administrator only when the operator said so", () => {
    const row = { email: "a@b.example", role: "admin" };
    expect(read(row, { ...RULES, administrators: "taken" })).toMatchObject({ user: { role: "admin" } });
  });

  it("of a Firebase export is refused when its hash cannot have been made with the project's signer key", () => {
    const firebase = { signerKey: "AAECAwQFBgcICQoLDA0ODw==", saltSeparator: "Bw==", rounds: 8, memoryCost: 14 };
    const row = { email: "a@b.example", password_hash: "AAECAwQFBgcICQoLDA0ODw==", password_salt: "c2FsdA==" };
    expect(read(row, { ...RULES, firebase })).toMatchObject({ user: { password_hash: expect.stringMatching(/^\$firebase-scrypt\$/) } });
    expect(read({ ...row, password_hash: "AAEC" }, { ...RULES, firebase })).toMatchObject({ reason: expect.any(String) });
    // Without the salt it is a hash that stands for itself, as an account that changed systems twice may have.
    expect(read({ email: "a@b.example", password_hash: HASH }, { ...RULES, firebase })).toMatchObject({ user: { password_hash: HASH } });
  });
});
