import type { Actor } from "@/lib/access/actor";
import { forceAllResets, voidMailedProofs } from "@/lib/accounts/incident";
import { countAccounts } from "@/lib/accounts/user-export";
import { type CliIo, defineCommand } from "@/lib/entry/cli/command";
import { CONFIRM_OPTION, confirm } from "@/lib/entry/cli/confirm";
import { ProgressBar } from "@/lib/entry/cli/progress";
import { countSessions, endAllSessions } from "@/lib/sessions/incident";
import { replaceKeys } from "@/lib/tokens/rotate-keys";

/** What no command can change while the portal runs, and how it is done. */
const BY_HAND = [
  "Still to be done by hand (docs/incidents.md): a new AUTH_SECRET, and if it may have been read a new ENCRYPTION_KEY;",
  "METRICS_TOKEN, DOCS_BASIC_AUTH, the database's password, and what mail and sign-in providers gave you.",
];

/** `portico incident revoke-all` */
export const incidentRevokeAll = defineCommand({
  description: ["Every session ends, with its refresh and access tokens, on every instance within a second. Everybody signs in again."],
  options: { yes: CONFIRM_OPTION },
  async run({ values, actor, io }) {
    await confirm(io, "This signs everybody out, browsers and programs alike.", values.yes);
    const ended = await endSessions(actor, io);
    return { data: { sessions_ended: ended }, lines: [`${ended} sessions ended. Everybody is signed out.`] };
  },
});

/** `portico incident force-reset` */
export const incidentForceReset = defineCommand({
  description: [
    "No present password signs in any more: everybody sets a new one by a mailed link, administrators too. All sessions end.",
    "Cut off and run again it goes on where it was. `portico admin create` gives an administrator a new password without a mail.",
  ],
  options: { mail: { type: "boolean", description: "Tell everybody by mail, through the queue." }, yes: CONFIRM_OPTION },
  async run({ values, actor, io }) {
    await confirm(io, "This signs everybody out and makes every password worthless, yours included.", values.yes);
    const bar = new ProgressBar(io, "accounts");
    const total = Math.max(1, await countAccounts(actor));
    const { forced, mailed } = await forceAllResets(actor, values.mail ? "everybody" : "nobody", (done) =>
      bar.show(done / total, done),
    ).finally(() => bar.end());
    // After the passwords: nobody can sign in again with an old one meanwhile.
    const ended = await endSessions(actor, io);
    return {
      data: { accounts: forced, mails_queued: mailed, sessions_ended: ended },
      lines: [`${forced} accounts need a new password, ${mailed} mails queued, ${ended} sessions ended.`],
    };
  },
});

/** `portico incident rotate-everything` */
export const incidentRotateEverything = defineCommand({
  description: [
    "Replaces the signing keys at once, without the overlap of `keys rotate`; ends every session and token; makes every mailed link",
    "and code worthless. Passwords stay: see `incident force-reset`.",
  ],
  options: { yes: CONFIRM_OPTION },
  async run({ values, actor, io }) {
    await confirm(io, "This replaces the signing keys, signs everybody out and makes every mailed link worthless.", values.yes);
    const { kid } = await replaceKeys(actor);
    const { voided } = await voidMailedProofs(actor);
    const ended = await endSessions(actor, io);
    return {
      data: { kid, links_voided: voided, sessions_ended: ended, by_hand: ["AUTH_SECRET", "ENCRYPTION_KEY"] },
      lines: [`New signing key ${kid}, ${voided} mailed links and codes void, ${ended} sessions ended.`, ...BY_HAND],
    };
  },
});

async function endSessions(actor: Actor, io: CliIo): Promise<number> {
  const bar = new ProgressBar(io, "sessions");
  const total = Math.max(1, await countSessions(actor));
  const { ended } = await endAllSessions(actor, (done) => bar.show(done / total, done)).finally(() => bar.end());
  return ended;
}
