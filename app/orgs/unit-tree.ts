import type { UnitView } from "@/lib/organizations/units.schema";

/** A unit with how deep it stands below the highest that is seen. */
export interface UnitInTree {
  unit: UnitView;
  depth: number;
}

/** Units in the order of their tree, brothers by name; whose parent is not seen stands at the top. */
export function unitTree(units: readonly UnitView[]): UnitInTree[] {
  const seen = new Set(units.map(({ id }) => id));
  const children = new Map<string | null, UnitView[]>();
  for (const unit of units) {
    const parent = unit.parent_id !== null && seen.has(unit.parent_id) ? unit.parent_id : null;
    children.set(parent, [...(children.get(parent) ?? []), unit]);
  }
  const below = (parent: string | null, depth: number): UnitInTree[] =>
    (children.get(parent) ?? []).flatMap((unit) => [{ unit, depth }, ...below(unit.id, depth + 1)]);
  return below(null, 0);
}
