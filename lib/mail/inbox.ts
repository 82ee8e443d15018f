import { createHash } from "node:crypto";
import { z } from "zod";
import { decrypt, encrypt } from "@/lib/crypto";
import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import type { MailMessage, MailTransport } from "@/lib/mail/transport";

const content = z.object({
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  links: z.array(z.string()),
  code: z.string().optional(),
});

/**
 * Keeps a mail for /dev/inbox, encrypted because it carries links and codes.
 * @returns false when a former attempt of the same job kept one already: then nothing is written.
 */
export async function keepInInbox(tx: Tx, message: MailMessage): Promise<boolean> {
  const { subject, text, html, links, code } = message;
  const sealed = encrypt("inbox", JSON.stringify({ subject, text, html, links, code }));
  const { count } = await tx.inboxMessage.createMany({
    data: [{ id: inboxId(message), recipient: message.to.toLowerCase(), content: sealed, createdAt: message.queuedAt }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Mail goes nowhere but into our own database. */
export const inboxTransport: MailTransport = {
  async send(message) {
    await keepInInbox(db, message);
  },
  async check() {},
  close() {},
};

/** A UUID of version 7 (RFC 9562 §5.7) that a job always gets again: its time, then a hash of its id instead of chance. */
function inboxId({ queuedAt, jobId }: MailMessage): string {
  const time = queuedAt.getTime().toString(16).padStart(12, "0");
  const rest = createHash("sha256").update(`${time}:${jobId}`).digest("hex");
  const variant = "89ab"[Number.parseInt(rest.charAt(3), 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-${variant}${rest.slice(4, 7)}-${rest.slice(7, 19)}`;
}

export interface InboxQuery {
  /** Exactly this recipient, in any case. */
  to?: string;
  /** Part of the recipient's address, in any case. */
  search?: string;
  limit: number;
  /** The id of the last message of the page before. */
  cursor?: string;
}

export interface InboxView {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  links: string[];
  code?: string;
  created_at: string;
}

/** Mails kept on this machine, newest first. @throws AppError NOT_FOUND unless the built-in inbox is where mail goes. */
export async function listInbox(query: InboxQuery): Promise<{ items: InboxView[]; next_cursor: string | null }> {
  if (env.mailTransport !== "inbox") throw notFound();
  const rows = await db.inboxMessage.findMany({
    where: {
      ...(query.to ? { recipient: query.to.trim().toLowerCase() } : {}),
      ...(query.search ? { recipient: { contains: query.search.trim().toLowerCase() } } : {}),
      ...(query.cursor ? { id: { lt: query.cursor } } : {}),
    },
    orderBy: { id: "desc" },
    take: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const items = page.map((row) => ({
    id: row.id,
    to: row.recipient,
    ...content.parse(JSON.parse(decrypt("inbox", row.content))),
    created_at: row.createdAt.toISOString(),
  }));
  return { items, next_cursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
}

/** Deletes up to `batch` mails kept before `before`. @returns how many went. */
export async function cleanInbox(before: Date, batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM inbox_messages WHERE id IN (
      SELECT id FROM inbox_messages WHERE created_at < ${before} ORDER BY created_at LIMIT ${batch}
    )`;
}

/** Deletes all mail kept for one address, in the caller's transaction. */
export async function eraseInbox(tx: Tx, address: string): Promise<void> {
  await tx.inboxMessage.deleteMany({ where: { recipient: address.toLowerCase() } });
}
