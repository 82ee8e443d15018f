import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { freePort } from "../launch/free-port.mjs";
import { Sentence } from "../launch/progress.mjs";
import { databaseAccount } from "./account.mjs";
import { programs, settle } from "./place.mjs";
import { clearStalePid, runningPostmaster } from "./postmaster.mjs";
import { runProgram } from "./programs.mjs";
import { settingsArguments } from "./settings.mjs";

/**
 * A PostgreSQL cluster in a folder of ours: `connection.json` (the port and the passwords, mode 600) and
 * `cluster/` (PostgreSQL's own files). It listens on 127.0.0.1 only.
 * @param settings further settings of PostgreSQL, over those of settings.mjs.
 */
export function openCluster(wanted, settings = {}) {
  const account = databaseAccount();
  const home = settle(wanted, account);
  const files = join(home, "cluster");
  const bin = programs(account);
  const program = (name) => join(bin, name);
  let connection = readConnection(home);

  async function initialise() {
    if (existsSync(join(files, "PG_VERSION"))) return;
    for (const entry of readdirSync(home)) {
      // An initialisation that was cut short never got its final name.
      if (entry.startsWith("new-")) rmSync(join(home, entry), { recursive: true, force: true });
    }
    const draft = mkdtempSync(join(home, "new-"));
    const passwordFile = join(draft, "password");
    const target = join(draft, "cluster");
    mkdirSync(target, { mode: 0o700 });
    writeFileSync(passwordFile, connection.adminPassword, { mode: 0o600 });
    if (account.uid !== undefined) {
      for (const path of [draft, target, passwordFile]) chownSync(path, account.uid, account.gid);
    }
    const { code, output } = await runProgram(
      program("initdb"),
      [
        `--pgdata=${target}`,
        "--username=postgres",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // PostgreSQL's own collation: an update of the machine's C library can never corrupt an index.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        ...(settings.fsync === "off" ? ["--no-sync"] : []),
      ],
      account,
    );
    if (code !== 0) throw new Sentence(`PostgreSQL could not make its files in ${home}: ${lastLine(output)}`);
    renameSync(target, files);
    rmSync(draft, { recursive: true, force: true });
  }

  async function launch() {
    clearStalePid(files);
    for (let attempt = 1; ; attempt++) {
      const port = await freePort(attempt === 1 ? connection.port : undefined);
      const log = join(files, "startup.log");
      rmSync(log, { force: true });
      const { code } = await runProgram(
        program("pg_ctl"),
        ["start", "-w", "-t", "300", "-s", "-D", files, "-l", log, "-o", settingsArguments({ ...settings, port })],
        account,
      );
      if (code === 0) {
        connection = { ...connection, port };
        writeConnection(home, connection);
        return;
      }
      const reason = readFileSync(log, { encoding: "utf8", flag: "a+" });
      // Either somebody took the port in between, or the processes of a killed server have not all ended yet.
      const mayPass = /could not bind|Address already in use|pre-existing shared memory block|is another postmaster/.test(reason);
      if (!mayPass || attempt === 10) throw new Sentence(`PostgreSQL did not start: ${lastLine(reason)} (more in ${files}/log)`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  return {
    home,
    /** The address for one of the two roles: `postgres`, the administrator, or `portico`, which owns the database `portico`. */
    url(role = "portico", database = role) {
      const password = role === "postgres" ? connection.adminPassword : connection.password;
      return `postgresql://${role}:${password}@127.0.0.1:${connection.port}/${database}`;
    },
    /** The password that the role `portico` is to have. */
    rolePassword: () => connection.password,
    isRunning: () => runningPostmaster(files) !== null,
    /** Makes the cluster if there is none, and starts it if it does not run. A running one is used as it is. */
    async start() {
      const known = existsSync(join(files, "PG_VERSION"));
      if (known && !connection)
        throw new Sentence(
          `${home}/connection.json is missing; it holds the passwords of the database beside it. Bring it back from a backup.`,
        );
      if (!connection) {
        connection = newConnection();
        writeConnection(home, connection);
      }
      await initialise();
      await demandVersion(files, program("postgres"), account);
      const running = runningPostmaster(files);
      if (running) connection = { ...connection, port: running.port };
      else await launch();
    },
    /** Ends every connection and stops (PostgreSQL's fast shutdown); nothing that was committed is lost. */
    async stop() {
      if (!runningPostmaster(files)) return;
      const { code, output } = await runProgram(program("pg_ctl"), ["stop", "-w", "-t", "60", "-s", "-m", "fast", "-D", files], account);
      if (code !== 0 && runningPostmaster(files)) throw new Error(`PostgreSQL did not stop: ${output}`);
    },
    /** Stops and deletes everything. For clusters of tests. */
    async destroy() {
      await this.stop();
      for (const path of [home, wanted]) rmSync(path, { recursive: true, force: true });
    },
  };
}

const newConnection = () => ({ adminPassword: randomBytes(24).toString("hex"), password: randomBytes(24).toString("hex"), port: null });

function readConnection(home) {
  try {
    return JSON.parse(readFileSync(join(home, "connection.json"), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw new Sentence(`${home}/connection.json cannot be read (${error.code ?? "it is damaged"}).`);
  }
}

function writeConnection(home, connection) {
  const path = join(home, "connection.json");
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

/** PostgreSQL reads only files of its own major version. */
async function demandVersion(files, postgres, account) {
  const have = readFileSync(join(files, "PG_VERSION"), "utf8").trim();
  const { output } = await runProgram(postgres, ["--version"], account);
  const want = /(\d+)\.\d+/.exec(output)?.[1];
  if (!want) throw new Sentence(`PostgreSQL's programs do not run on this machine: ${lastLine(output)}`);
  if (have !== want) {
    throw new Sentence(
      `The database in ${files} was made by PostgreSQL ${have} and this Portico brings ${want}: see docs/troubleshooting.md, "Another major version".`,
    );
  }
}

function lastLine(text) {
  const lines = text.trim().split("\n").filter(Boolean);
  const telling = lines.findLast((line) => /FATAL|ERROR|error:/.test(line)) ?? lines.at(-1) ?? "it said nothing";
  return telling.replace(/^.*?(FATAL|ERROR|error):\s*/, "");
}
