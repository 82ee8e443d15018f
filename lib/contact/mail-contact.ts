import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { deliver } from "@/lib/mail/deliver";
import { contactMail } from "@/lib/mail/templates/contact-mail";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobHandler } from "@/lib/queue/handler";

/** More administrators than these are not written to one by one: set CONTACT_EMAIL. */
const MOST_READERS = 20;

/**
 * Queues one mail for each reader of the contact form, so that one whose server is away is tried again alone.
 * @throws Error while there is nobody to read it, so that it waits for the first administrator.
 */
export const forwardContactMessage: JobHandler<"contact.forward"> = async (message, job) => {
  const readers = await contactReaders();
  if (readers.length === 0) throw new Error("Nobody reads the contact form: there is no administrator, and CONTACT_EMAIL is not set.");
  await db.$transaction(async (tx) => {
    // A job that runs twice replaces its own mails while they wait.
    for (const to of readers) await enqueue(tx, "mail.contact", { ...message, to }, { key: `contact:${job.id}:${to}` });
  });
};

/** Mails one message to one reader, with the writer's address to answer to. */
export const mailContactMessage: JobHandler<"mail.contact"> = async ({ to, ...message }, job) => {
  await deliver({ job, to, content: contactMail(message) });
};

async function contactReaders(): Promise<string[]> {
  if (env.CONTACT_EMAIL) return [env.CONTACT_EMAIL];
  const administrators = await db.user.findMany({
    where: { role: "admin", isActive: true, emailVerified: { not: null } },
    orderBy: { id: "asc" },
    take: MOST_READERS,
    select: { email: true },
  });
  return administrators.map(({ email }) => email);
}
