import type { FindingCollector } from "@/lib/audit/findings";
import { isRemovalMac, type Removal } from "@/lib/audit/removal";
import type { StoredSeal } from "@/lib/audit/stored";

/** The beginning of a chain whose rows were removed because their time was over, as far as notes of ours say so. */
export class RemovedPrefix {
  private last = 0;
  private readonly heads = new Map<number, Removal>();

  /** Notes in order; one that is not ours, or does not follow the one before, allows nothing and is a finding. */
  constructor(removals: readonly (Removal & { mac: string })[], found: FindingCollector) {
    for (const removal of removals) {
      const isOurs = found.countMac(isRemovalMac(removal, removal.mac));
      if (!isOurs || removal.firstSequence !== this.last + 1) {
        found.add(changed(removal));
        continue;
      }
      this.last = removal.lastSequence;
      this.heads.set(removal.lastSequence, removal);
    }
  }

  /** Whether a seal's rows may be gone. Where a note ends, the seal must be the one that it names. */
  covers(seal: StoredSeal, found: FindingCollector): boolean {
    const removal = this.heads.get(seal.sequence);
    if (removal && removal.headHash !== seal.hash) found.add(changed(removal));
    return seal.sequence <= this.last;
  }
}

const changed = ({ scope, firstSequence, lastSequence }: Removal) => ({
  kind: "removal_changed" as const,
  scope,
  firstSequence,
  lastSequence,
});
