import { z } from "zod";
import { inboxPath } from "@/lib/entry/page-facts";
import { type InboxView, listInbox } from "@/lib/mail/inbox";
import { pageCursor, pageLimit } from "@/lib/paging.schema";

const message = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** The links that ask something of the reader, the most important first. */
  links: z.array(z.string()),
  /** The six digits, where the mail carries a code. */
  code: z.string().optional(),
  created_at: z.iso.datetime(),
});

/** `GET /api/dev/inbox`: mails newest first, all of them or those to one address. */
export const listInboxContract = {
  input: z.object({
    to: z.string().max(254).optional(),
    limit: pageLimit(20),
    cursor: pageCursor,
  }),
  output: z.object({ items: z.array(message), next_cursor: z.string().nullable() }),
};

/** Lists the built-in inbox. @throws AppError NOT_FOUND unless mail goes there. */
export async function readInbox(input: z.output<typeof listInboxContract.input>): Promise<z.input<typeof listInboxContract.output>> {
  return listInbox(input);
}

/** The newest mails whose address has `search` in it, for the page; null where there is no inbox. */
export async function searchInbox(search: string): Promise<InboxView[] | null> {
  if (!inboxPath()) return null;
  return (await listInbox({ search: search.slice(0, 254), limit: 50 })).items;
}

export type { InboxView };
