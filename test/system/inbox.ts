import { z } from "zod";
import { jobsLeft } from "../queue";
import type { Answer } from "./client";

const mailList = z.object({
  data: z.array(
    z.object({
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      links: z.array(z.string()),
      code: z.string().optional(),
    }),
  ),
});

export type Mail = z.infer<typeof mailList>["data"][number];

const PATIENCE_MS = 15_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The token of a mail's link. @throws Error when it has none. */
export function tokenIn(mail: Mail): string {
  for (const link of mail.links) {
    const token = new URL(link).searchParams.get("token");
    if (token) return token;
  }
  throw new Error(`There is no link with a token in "${mail.subject}"`);
}

/** Waits until every queued job of the test file's database is done. */
export async function queueIsDone(): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while ((await jobsLeft()) > 0) {
    if (Date.now() > giveUpAt) throw new Error("The queue did not become empty");
    await pause(20);
  }
}

/** What a portal's built-in inbox holds, read over HTTP. */
export function readInbox(request: (path: string) => Promise<Answer>) {
  const list = async (to: string): Promise<Mail[]> => {
    const answer = await request(`/api/dev/inbox?to=${encodeURIComponent(to)}`);
    return mailList.parse(answer.body).data;
  };
  return {
    async inbox(to: string): Promise<Mail[]> {
      await queueIsDone();
      return list(to);
    },
    async mail(to: string, matches: (mail: Mail) => boolean = () => true): Promise<Mail> {
      const giveUpAt = Date.now() + PATIENCE_MS;
      for (;;) {
        const found = (await list(to)).find(matches);
        if (found) return found;
        if (Date.now() > giveUpAt) throw new Error(`No such mail came to ${to}`);
        await pause(20);
      }
    },
  };
}
