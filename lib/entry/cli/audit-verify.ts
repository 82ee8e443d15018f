import { readFile } from "node:fs/promises";
import { describeFinding } from "@/lib/audit/findings";
import { type AuditReport, verifyAudit } from "@/lib/audit/verify";
import { defineCommand, UsageError } from "@/lib/entry/cli/command";
import { formatHead, parseHead } from "@/lib/entry/cli/heads";

async function readHeads(path: string): Promise<string[]> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new UsageError(`${path} cannot be read.`);
  });
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

function snakeCase(report: AuditReport) {
  return {
    ok: report.ok,
    checked_at: report.checkedAt.toISOString(),
    finding_count: report.findingCount,
    findings: report.findings.map((finding) => ({
      kind: finding.kind,
      scope: "scope" in finding ? finding.scope : null,
      event_id: "eventId" in finding ? finding.eventId : null,
      sequence: "sequence" in finding ? finding.sequence : "firstSequence" in finding ? finding.firstSequence : null,
      sentence: describeFinding(finding),
    })),
    scopes: report.scopes.map(({ scope, seals, sealedEvents, pendingEvents, head }) => ({
      ...{ scope, seals, sealed_events: sealedEvents, pending_events: pendingEvents },
      head: head ? { sequence: head.sequence, hash: head.hash } : null,
    })),
  };
}

function reportLines(report: AuditReport): string[] {
  const scopes = report.scopes.map(
    ({ scope, seals, sealedEvents, pendingEvents, head }) =>
      `${scope}: ${sealedEvents} rows in ${seals} seals, ${pendingEvents} waiting.${head ? ` Head ${formatHead(head)}` : ""}`,
  );
  const findings = report.findings.map(describeFinding);
  const unlisted = report.findingCount - findings.length;
  const verdict = report.ok ? "The audit trail is whole." : `The audit trail was tampered with: ${report.findingCount} findings.`;
  return [...findings, ...(unlisted > 0 ? [`… and ${unlisted} more.`] : []), ...scopes, verdict];
}

/** `portico audit verify` */
export const auditVerify = defineCommand({
  description: [
    "Without a head that was kept elsewhere nobody can see that the newest seals were cut off together with their rows.",
    "Exit code 1 when anything was found.",
  ],
  options: {
    scope: { type: "string", description: "Only this chain: platform, or the id of an organization." },
    expect: { type: "string", value: "HEAD", multiple: true, description: "A line of an earlier `portico audit head`; may be repeated." },
    "expect-file": { type: "string", value: "FILE", description: "A file with such lines." },
  },
  async run({ values }) {
    const path = values["expect-file"];
    const expected = [...(values.expect ?? []), ...(path === undefined ? [] : await readHeads(path))];
    const report = await verifyAudit({
      ...(values.scope === undefined ? {} : { scope: values.scope }),
      expectedHeads: expected.map(parseHead),
    });
    return { data: snakeCase(report), lines: reportLines(report), exitCode: report.ok ? 0 : 1 };
  },
});
