import { checkAdministrator, checkClock, checkDatabase, checkMigrations } from "@/lib/entry/cli/doctor/database";
import { type Diagnosis, outcomes } from "@/lib/entry/cli/doctor/diagnosis";
import { checkAddress, checkSecrets } from "@/lib/entry/cli/doctor/installation";
import { checkAudit, checkMail, checkQueue, checkRedis } from "@/lib/entry/cli/doctor/work";
import { log } from "@/lib/log";

const NEED_DATABASE = [
  { name: "clock", check: checkClock },
  { name: "migrations", check: checkMigrations },
  { name: "administrator", check: checkAdministrator },
  { name: "queue", check: checkQueue },
  { name: "audit trail", check: checkAudit },
];

/** Every check, in the order in which one would mend things. Those that need the database only while it answers. */
export async function runChecks(): Promise<Diagnosis[]> {
  // The answer goes to standard output, where the log goes too.
  log.level = "silent";
  const found = [await checkSecrets(), await checkAddress(), await checkMail(), await checkRedis()];
  const database = await checkDatabase();
  found.push(database);
  if (database.status === "failure") return found;
  for (const { name, check } of NEED_DATABASE) {
    found.push(
      await check().catch((error: unknown) =>
        outcomes(name).failure(
          `It could not be checked (${error instanceof Error ? error.message.trim() : error}).`,
          "Mend what is above first.",
        ),
      ),
    );
  }
  return found;
}
