import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** What the server says to each of the next recipients; the mails that follow are taken. */
export type Refusal = { code: number; message: string };

export interface MailServer {
  url: string;
  /** Mails acknowledged with 250, the oldest first. */
  received: Email[];
  /** Refuses one recipient for each entry. */
  refusals: Refusal[];
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
}

/** A real SMTP server on a free port of this machine. */
export async function startMailServer(): Promise<MailServer> {
  const received: Email[] = [];
  const refusals: Refusal[] = [];
  let port = 0;
  let server: SMTPServer;

  const start = async (): Promise<void> => {
    server = new SMTPServer({
      authOptional: true,
      closeTimeout: 50,
      disabledCommands: ["STARTTLS"],
      onRcptTo(_address, _session, callback) {
        const refusal = refusals.shift();
        callback(refusal ? Object.assign(new Error(refusal.message), { responseCode: refusal.code }) : null);
      },
      onData(stream, _session, callback) {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
            received.push(mail);
            callback();
          });
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    const address = server.server.address();
    port = typeof address === "object" ? (address?.port ?? 0) : 0;
  };

  await start();
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refusals,
    start,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
