import { describe, expect, it } from "vitest";
import { contactMail } from "@/lib/mail/templates/contact-mail";
import { renderMail } from "@/lib/mail/templates/render";

const WORDS = { name: "Ana Example", email: "ana@example.com", subject: "A question", message: "First line\r\n\r\nSecond line" };

describe("a message from the contact form", () => {
  it("says who wrote, about what, and is answered to them", async () => {
    const mail = await renderMail(contactMail(WORDS));
    expect(mail.subject).toBe("Contact form of Portico: A question");
    expect(mail.replyTo).toBe("ana@example.com");
    for (const words of ["Name: Ana Example", "E-mail: ana@example.com", "> First line\n> \n> Second line"])
      expect(mail.text).toContain(words);
    expect(mail.links).toEqual([]);
  });

  it("carries no header and no markup that somebody typed", async () => {
    const evil = `<script>alert(1)</script>\r\nBcc: everyone@example.com\r\n\r\n<img src=x onerror=alert(1)>`;
    const mail = await renderMail(contactMail({ ...WORDS, name: evil, subject: evil, message: evil }));
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.replyTo).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toMatch(/<(script|img)\b/i);
    expect(mail.html).toContain("&lt;script&gt;");
    expect(mail.text).not.toMatch(/^Bcc:/m);
  });

  it("cannot pass off its words as ours: each of its lines is marked", async () => {
    const { text } = await renderMail(contactMail({ ...WORDS, message: "Hi\n-- \nPortico\u2028Your password has leaked\u202e" }));
    const written = text.slice(text.indexOf("> Hi"), text.indexOf("Name:")).trim().split("\n");
    expect(written).toHaveLength(4);
    for (const line of written) expect(line).toMatch(/^> /);
    expect(text).not.toMatch(/[\u2028\u202e]/);
  });
});
