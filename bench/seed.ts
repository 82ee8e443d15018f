import { db, pool } from "@/lib/db";
import { closeHashPool, hashPassword } from "@/lib/passwords/hash";
import { createSession } from "@/lib/sessions/store";

/** Accounts that can sign in (`BENCH_ACCOUNTS` of them, one password) and one open session; printed as JSON. */
const [accounts = 16, password = ""] = [Number(process.argv[2]), process.argv[3]];
const passwordHash = await hashPassword(password);
const emails = Array.from({ length: accounts }, (_, at) => `bench${at}@example.com`);
for (const email of emails) {
  await db.user.upsert({
    where: { email },
    create: { email, name: "Bench", emailVerified: new Date(), passwordHash },
    update: { passwordHash },
  });
}
const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: emails[0] ?? "" }, select: { id: true } });
const session = await db.$transaction((tx) =>
  createSession(tx, {
    userId,
    kind: "remembered",
    amr: ["pwd"],
    context: { requestId: crypto.randomUUID(), ip: "127.0.0.1", userAgent: "bench" },
  }),
);
console.log(JSON.stringify({ emails, token: session.token }));
await closeHashPool();
await db.$disconnect();
await pool.end();
