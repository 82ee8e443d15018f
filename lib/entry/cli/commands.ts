import type { Command } from "@/lib/entry/cli/command";

interface CommandEntry {
  /** As typed: "audit verify". */
  name: string;
  /** One sentence for the help. */
  summary: string;
  /** Loaded only when it is run, so that help and `doctor` work while the environment is wrong. */
  load(): Promise<Command>;
}

/** The log goes to standard output, which belongs to the command's own answer here. */
function quietly(load: () => Promise<Command>): () => Promise<Command> {
  return async () => {
    const { log } = await import("@/lib/log");
    log.level = "silent";
    return load();
  };
}

/** Every command there is. A new one is one entry here and one file beside. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "access explain",
    summary: "Says why somebody may, or may not, do something in an organization.",
    load: quietly(async () => (await import("@/lib/entry/cli/access-explain")).accessExplain),
  },
  {
    name: "admin create",
    summary: "Makes a platform administrator.",
    load: quietly(async () => (await import("@/lib/entry/cli/admin-create")).adminCreate),
  },
  {
    name: "audit head",
    summary: "Prints the newest seal of every chain, to be kept outside of the database.",
    load: quietly(async () => (await import("@/lib/entry/cli/audit-head")).auditHead),
  },
  {
    name: "audit seal",
    summary: "Seals the open audit rows now.",
    load: quietly(async () => (await import("@/lib/entry/cli/audit-seal")).auditSeal),
  },
  {
    name: "audit verify",
    summary: "Looks for changed, removed, added and reordered audit rows.",
    load: quietly(async () => (await import("@/lib/entry/cli/audit-verify")).auditVerify),
  },
  {
    name: "cleanup",
    summary: "Deletes what ended more than a week ago.",
    load: quietly(async () => (await import("@/lib/entry/cli/cleanup")).cleanup),
  },
  {
    name: "doctor",
    summary: "Looks for what is broken and says what to do.",
    load: async () => (await import("@/lib/entry/cli/doctor")).doctor,
  },
  {
    name: "incident force-reset",
    summary: "Requires a new password from everybody.",
    load: quietly(async () => (await import("@/lib/entry/cli/incident")).incidentForceReset),
  },
  {
    name: "incident revoke-all",
    summary: "Ends every session and token of everybody.",
    load: quietly(async () => (await import("@/lib/entry/cli/incident")).incidentRevokeAll),
  },
  {
    name: "incident rotate-everything",
    summary: "Replaces signing keys, sessions, tokens and mailed links, all at once.",
    load: quietly(async () => (await import("@/lib/entry/cli/incident")).incidentRotateEverything),
  },
  {
    name: "keys reencrypt",
    summary: "Brings everything that is encrypted under a new ENCRYPTION_KEY.",
    load: quietly(async () => (await import("@/lib/entry/cli/keys-reencrypt")).keysReencrypt),
  },
  {
    name: "keys rotate",
    summary: "Signs access tokens with a new key; nobody is signed out.",
    load: quietly(async () => (await import("@/lib/entry/cli/keys-rotate")).keysRotate),
  },
  {
    name: "limits reset",
    summary: "Lets somebody try again who made, or suffered, too many attempts.",
    load: quietly(async () => (await import("@/lib/entry/cli/limits")).limitsReset),
  },
  {
    name: "limits show",
    summary: "Shows which rate limits somebody is spending.",
    load: quietly(async () => (await import("@/lib/entry/cli/limits")).limitsShow),
  },
  {
    name: "organization list",
    summary: "Lists and searches organizations.",
    load: quietly(async () => (await import("@/lib/entry/cli/organization-list")).organizationList),
  },
  {
    name: "seed",
    summary: "Fills the portal with invented people, to see it alive.",
    load: quietly(async () => (await import("@/lib/entry/cli/seed")).seed),
  },
  {
    name: "session list",
    summary: "Lists somebody's living sessions.",
    load: quietly(async () => (await import("@/lib/entry/cli/session-list")).sessionList),
  },
  {
    name: "session revoke",
    summary: "Ends one session, or all of somebody's.",
    load: quietly(async () => (await import("@/lib/entry/cli/session-revoke")).sessionRevoke),
  },
  {
    name: "statistics recount",
    summary: "Counts the numbers of the dashboard again.",
    load: quietly(async () => (await import("@/lib/entry/cli/statistics-recount")).statisticsRecount),
  },
  {
    name: "token revoke",
    summary: "Ends one access or refresh token.",
    load: quietly(async () => (await import("@/lib/entry/cli/token-revoke")).tokenRevoke),
  },
  {
    name: "user disable",
    summary: "Shuts an account out, everywhere at once.",
    load: quietly(async () => (await import("@/lib/entry/cli/user-status")).userDisable),
  },
  {
    name: "user enable",
    summary: "Lets a disabled account in again.",
    load: quietly(async () => (await import("@/lib/entry/cli/user-status")).userEnable),
  },
  {
    name: "user export",
    summary: "Writes every account into a file.",
    load: quietly(async () => (await import("@/lib/entry/cli/user-export")).userExport),
  },
  {
    name: "user import",
    summary: "Makes accounts from a file, with their passwords.",
    load: quietly(async () => (await import("@/lib/entry/cli/user-import")).userImport),
  },
  {
    name: "user list",
    summary: "Lists and searches accounts.",
    load: quietly(async () => (await import("@/lib/entry/cli/user-list")).userList),
  },
  {
    name: "user reset-factors",
    summary: "Takes the second factors of an account away.",
    load: quietly(async () => (await import("@/lib/entry/cli/user-status")).userResetFactors),
  },
  {
    name: "user show",
    summary: "Shows one account.",
    load: quietly(async () => (await import("@/lib/entry/cli/user-show")).userShow),
  },
];
