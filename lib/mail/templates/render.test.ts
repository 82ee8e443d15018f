import { describe, expect, it } from "vitest";
import { factorCodeMail } from "@/lib/mail/templates/factor-code-mail";
import { alreadyRegisteredMail, changeOfAddressMail, resetMail, verificationMail } from "@/lib/mail/templates/one-time-mails";
import { renderMail } from "@/lib/mail/templates/render";
import { type NoticeName, securityNoticeMail } from "@/lib/mail/templates/security-notices";
import { deviceApprovalMail, signInAlertMail } from "@/lib/mail/templates/sign-in-mails";

const EVIL = `<img src=x onerror=alert(1)>\r\nBcc: everyone@example.com "Ana" https://evil.example`;
const origin = { ip: "203.0.113.7", userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0" };
const proof = { token: "T".repeat(43), code: "012345", minutes: 60, origin };
const notice = (name: NoticeName, owner: string | null = "Ana") =>
  securityNoticeMail({
    notice: name,
    name: owner,
    occurredAt: new Date("2031-03-12T13:05:00Z"),
    origin,
    reader: { locale: "en", timeZone: "Europe/Paris" },
  });
const signIn = {
  ...proof,
  occurredAt: new Date("2031-03-12T13:05:00Z"),
  place: "Lyon, France",
  reader: { locale: "en", timeZone: "Europe/Paris" },
};
const NOTICES: NoticeName[] = [
  "password_changed",
  "password_reset",
  "email_changed",
  "email_change_requested",
  "password_reset_forced",
  "password_reset_required",
  "account_deactivated",
  "account_deletion_scheduled",
  "account_deletion_cancelled",
  "account_deleted",
  "data_exported",
  "username_changed",
  "email_codes_added",
  "email_codes_removed",
  "sms_codes_added",
  "sms_codes_removed",
];

const mails = (name: string | null) => [
  verificationMail(proof),
  changeOfAddressMail(proof),
  resetMail({ ...proof, name }),
  alreadyRegisteredMail({ name }),
  deviceApprovalMail({ ...signIn, name }),
  signInAlertMail({ ...signIn, name, reasons: ["new_device", "new_network", "impossible_travel", "many_failures", "of another version"] }),
  factorCodeMail({ code: "012345", minutes: 10, name, isSetUp: true, origin }),
  factorCodeMail({ code: "012345", minutes: 10, name, isSetUp: false, origin }),
  ...NOTICES.map((each) => notice(each, name)),
];

describe("every mail", () => {
  it.each(mails("Ana"))("says something in all its parts: $subject", async (content) => {
    const mail = await renderMail(content);
    for (const part of [mail.subject, mail.text, mail.html]) {
      expect(part).not.toMatch(/undefined|null|NaN|\[object/);
      expect(part.length).toBeGreaterThan(10);
    }
    expect(mail.text).not.toMatch(/<[a-z]/i);
  });

  it.each(mails(null))("reads well without a name: $subject", async (content) => {
    const { text } = await renderMail(content);
    expect(text).not.toMatch(/Hello|undefined|null/);
  });

  it.each(mails(EVIL))("carries no markup, header or link that somebody typed: $subject", async (content) => {
    const mail = await renderMail(content);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toContain("<img");
    expect(mail.text + mail.html).not.toContain("evil.example");
    expect(mail.text).not.toMatch(/^Bcc:/im);
  });

  it.each(mails("Ana"))("links to this portal only: $subject", async (content) => {
    const { html, text, links } = await renderMail(content);
    const written = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? "");
    const typed = [...text.matchAll(/https?:\/\/\S+/g)].map(([address]) => address);
    expect(links.length).toBe(content.actions.length);
    for (const address of [...written, ...typed, ...links]) expect(new URL(address).origin).toBe("http://localhost:3000");
    expect(html).not.toMatch(/<(script|link|iframe|form)\b/i);
    expect(html).not.toMatch(/\bsrc=/i);
  });
});

describe("proofs", () => {
  it("give link and code from the content itself", async () => {
    const mail = await renderMail(verificationMail(proof));
    expect(mail.links).toEqual([`http://localhost:3000/verify-email?token=${proof.token}`]);
    expect(mail.code).toBe("012345");
    expect(mail.text).toContain("\n012345\n");
    expect(mail.text).toContain("60 minutes");
  });

  it("of a reset have a link of fifteen minutes, no code, and say who asked", async () => {
    const mail = await renderMail(resetMail({ ...proof, minutes: 15, name: "Ana" }));
    expect(mail.links).toEqual([`http://localhost:3000/reset-password?token=${proof.token}`]);
    expect(mail.code).toBeUndefined();
    for (const words of ["15 minutes", "Firefox on Windows", "203.0.113.7", "Hello Ana,"]) expect(mail.text).toContain(words);
  });

  it("to an address that is not proven repeat nothing that was typed at registration", () => {
    expect(verificationMail(proof).greeting).toBeUndefined();
    expect(changeOfAddressMail(proof).greeting).toBeUndefined();
  });
});

describe("names", () => {
  it("of any length and script are greeted, cut where they are too long", async () => {
    expect((await renderMail(alreadyRegisteredMail({ name: "Zoë 王" }))).text).toContain("Hello Zoë 王,");
    expect(alreadyRegisteredMail({ name: "𝓐".repeat(500) }).greeting).toBe(`Hello ${"𝓐".repeat(59)}…,`);
  });

  it.each(["visit evil.example now", "https://evil.example", "www evil@example.org", "\u202egnp.exe", "\r\n \t"])(
    "that are no names are left out or made plain: %j",
    (name) => {
      expect(alreadyRegisteredMail({ name }).greeting ?? "").not.toMatch(/evil|[\u202e\r\n\t]/);
    },
  );
});

describe("times", () => {
  it("are the reader's own", async () => {
    expect((await renderMail(notice("password_changed"))).text).toContain("12 March 2031 at 14:05 CET");
  });

  it("of what is still to come are named too", async () => {
    const content = securityNoticeMail({
      notice: "account_deletion_scheduled",
      name: null,
      occurredAt: new Date("2031-03-12T13:05:00Z"),
      dueAt: new Date("2031-04-11T12:05:00Z"),
      origin: { ip: null, userAgent: null },
      reader: { locale: "en", timeZone: "UTC" },
    });
    expect((await renderMail(content)).text).toContain("Erased after: 11 April 2031 at 12:05 UTC");
  });

  it("fall back to UTC for a zone this machine does not know", async () => {
    const content = securityNoticeMail({
      notice: "password_changed",
      name: null,
      occurredAt: new Date("2031-03-12T13:05:00Z"),
      origin: { ip: null, userAgent: null },
      reader: { locale: "xx-invalid-locale-tag-x", timeZone: "Nowhere/Else" },
    });
    expect((await renderMail(content)).text).toContain("12 March 2031 at 13:05 UTC");
  });
});
