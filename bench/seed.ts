import { db, Prisma, pool } from "@/lib/db";
import { closeHashPool, hashPassword } from "@/lib/passwords/hash";
import { newSession } from "@/lib/sessions/store";

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
const context = { requestId: crypto.randomUUID(), ip: "127.0.0.1", userAgent: "bench" };
const { draft, row } = newSession({ userId, kind: "remembered", amr: ["pwd"], context }, Prisma.sql`(SELECT) AS once`);
await db.$executeRaw`WITH ${row} SELECT`;
console.log(JSON.stringify({ emails, token: draft.token }));
await closeHashPool();
await db.$disconnect();
await pool.end();
