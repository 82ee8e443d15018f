/** One thing that is wrong with the audit trail. `sequence` is the seal it belongs to. */
export type AuditFinding =
  | { kind: "event_changed"; scope: string; eventId: string; sequence: number | null }
  | { kind: "event_removed"; scope: string; eventId: string; sequence: number | null }
  | { kind: "event_added"; scope: string; eventId: string }
  | { kind: "event_repeated"; scope: string; eventId: string }
  | { kind: "events_reordered"; scope: string; sequence: number }
  | { kind: "batch_changed"; scope: string; sequence: number }
  | { kind: "seal_changed"; scope: string; sequence: number }
  | { kind: "seals_removed"; scope: string; firstSequence: number; lastSequence: number }
  | { kind: "removal_changed"; scope: string; firstSequence: number; lastSequence: number }
  | { kind: "chain_broken"; scope: string; sequence: number }
  | { kind: "head_missing"; scope: string; sequence: number }
  | { kind: "head_differs"; scope: string; sequence: number }
  | { kind: "key_differs" };

/** Findings kept with their details; beyond them only the number grows, so that memory is bounded. */
export const MAX_FINDINGS = 1000;

/** Says a finding in one plain sentence. */
export function describeFinding(finding: AuditFinding): string {
  switch (finding.kind) {
    case "event_changed":
      return `Row ${finding.eventId} (${finding.scope}) was changed after it was written, or was never written by this portal.`;
    case "event_removed":
      return finding.sequence === null
        ? `Row ${finding.eventId} (${finding.scope}) was removed before it was sealed.`
        : `Row ${finding.eventId} (${finding.scope}) of seal ${finding.sequence} was removed.`;
    case "event_added":
      return `Row ${finding.eventId} (${finding.scope}) belongs to no seal and does not wait for one: it was added, or hidden from the sealer.`;
    case "event_repeated":
      return `Row ${finding.eventId} (${finding.scope}) is listed more than once.`;
    case "events_reordered":
      return `The rows of seal ${finding.sequence} (${finding.scope}) were put in another order.`;
    case "batch_changed":
      return `The rows listed in seal ${finding.sequence} (${finding.scope}) are not the ones that were sealed.`;
    case "seal_changed":
      return `Seal ${finding.sequence} (${finding.scope}) was changed, or was never made by this portal.`;
    case "seals_removed":
      return finding.firstSequence === finding.lastSequence
        ? `Seal ${finding.firstSequence} (${finding.scope}) was removed.`
        : `Seals ${finding.firstSequence} to ${finding.lastSequence} (${finding.scope}) were removed.`;
    case "removal_changed":
      return `The note that the rows of seals ${finding.firstSequence} to ${finding.lastSequence} (${finding.scope}) were removed after their time was changed, or was never made by this portal.`;
    case "chain_broken":
      return `Seal ${finding.sequence} (${finding.scope}) does not follow the seal before it: one of the two was replaced.`;
    case "head_missing":
      return `Seal ${finding.sequence} (${finding.scope}), whose hash was kept elsewhere, is gone: the end of the trail was cut off.`;
    case "head_differs":
      return `Seal ${finding.sequence} (${finding.scope}) is not the one whose hash was kept elsewhere: the trail was rewritten.`;
    case "key_differs":
      return "Not one keyed hash matches: ENCRYPTION_KEY is probably not the one that the trail was written with.";
  }
}

/** Collects findings, and counts keyed hashes to tell a wrong key from a thousand changed rows. */
export class FindingCollector {
  readonly findings: AuditFinding[] = [];
  count = 0;
  private macsChecked = 0;
  private macsWrong = 0;

  add(finding: AuditFinding): void {
    this.count += 1;
    if (this.findings.length < MAX_FINDINGS) this.findings.push(finding);
  }

  /** Counts one comparison of a keyed hash and passes its outcome on. */
  countMac(matches: boolean): boolean {
    this.macsChecked += 1;
    if (!matches) this.macsWrong += 1;
    return matches;
  }

  /** True when several keyed hashes were compared and none matched. */
  get suspectsKey(): boolean {
    return this.macsChecked > 1 && this.macsWrong === this.macsChecked;
  }
}
