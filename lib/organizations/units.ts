import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { type OrganizationAccess, unitsHeldIn } from "@/lib/access/organization-access";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { conflict, invalidInput, notFound } from "@/lib/errors";
import { changeAccess } from "@/lib/organizations/change-access";
import { assertMayExtendReach } from "@/lib/organizations/moved-reach";
import type {
  createUnitContract,
  deleteUnitContract,
  listUnitsContract,
  UnitView,
  updateUnitContract,
} from "@/lib/organizations/units.schema";

/** So many units an organization may have: the tree is one answer. */
const MOST_UNITS = 2_000;

/** So deep the tree may be. */
const DEEPEST = 12;

interface UnitRow {
  id: string;
  name: string;
  parentId: string | null;
  path: string[];
  createdAt: Date;
}

const view = (row: UnitRow): UnitView => ({
  id: row.id,
  name: row.name,
  parent_id: row.parentId,
  path: row.path,
  created_at: row.createdAt.toISOString(),
});

/** The tree of units, by name; for whoever sees some units only, those and what is below them. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function listUnits(
  actor: Actor,
  input: z.output<typeof listUnitsContract.input>,
): Promise<z.input<typeof listUnitsContract.output>> {
  const organizationId = input.organization_id;
  const access = await authorize(actor, "units.read", { organizationId, unitId: "any" });
  const seen = unitsHeldIn(access, "units.read");
  const rows = await db.unit.findMany({
    where: { organizationId, ...(seen ? { path: { hasSome: [...seen] } } : {}) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return { items: rows.map(view), next_cursor: null };
}

/** Makes a unit, at the top of the tree or below another. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT. */
export async function createUnit(actor: Actor, input: z.output<typeof createUnitContract.input>): Promise<UnitView> {
  const organizationId = input.organization_id;
  return changeAccess(actor, "units.manage", { organizationId, unitId: input.parent_id }, async (tx, { place }) => {
    if ((await tx.unit.count({ where: { organizationId } })) >= MOST_UNITS)
      throw conflict(`An organization has ${MOST_UNITS} units at most.`);
    const id = randomUUID();
    const path = [...(place?.path ?? []), id];
    assertNotTooDeep(path.length);
    const row = await tx.unit.create({ data: { id, organizationId, name: input.name, parentId: input.parent_id, path } });
    await audit(tx, actor, {
      action: "unit.created",
      scope: organizationId,
      target: { type: "unit", id },
      details: { name: row.name, parent_id: row.parentId },
    });
    return view(row);
  });
}

function assertNotTooDeep(levels: number): void {
  if (levels > DEEPEST) throw invalidInput({ parent_id: [`A unit has ${DEEPEST} levels at most.`] });
}

async function existing(tx: Tx, organizationId: string, id: string): Promise<UnitRow> {
  const row = await tx.unit.findUnique({ where: { organizationId_id: { organizationId, id } } });
  if (!row) throw notFound("There is no such unit.");
  return row;
}

/**
 * Renames a unit, or moves it with all below it. A move changes what roles reach, so the actor must be allowed to manage
 * units where it was and where it goes, and to give there whatever roles come to reach it.
 * @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT for a move below itself.
 */
export async function updateUnit(actor: Actor, input: z.output<typeof updateUnitContract.input>): Promise<UnitView> {
  const { organization_id: organizationId, unit_id: unitId, name, parent_id: parentId } = input;
  return changeAccess(actor, "units.manage", { organizationId, unitId }, async (tx, access) => {
    const before = await existing(tx, organizationId, unitId);
    if (name !== undefined && name !== before.name) {
      await tx.unit.update({ where: { id: unitId }, data: { name }, select: { id: true } });
      await audit(tx, actor, {
        action: "unit.updated",
        scope: organizationId,
        target: { type: "unit", id: unitId },
        details: { from: before.name, to: name },
      });
    }
    if (parentId !== undefined && parentId !== before.parentId) await move({ tx, actor, access }, before, parentId);
    return view(await existing(tx, organizationId, unitId));
  });
}

async function move(
  { tx, actor, access }: { tx: Tx; actor: Actor; access: OrganizationAccess },
  unit: UnitRow,
  parentId: string | null,
): Promise<void> {
  const organizationId = access.organization.id;
  await authorize(actor, "units.manage", { organizationId, unitId: unit.parentId, tx });
  const { place } = await authorize(actor, "units.manage", { organizationId, unitId: parentId, tx });
  const above = place?.path ?? [];
  if (above.includes(unit.id)) throw conflict("A unit cannot be below itself.", "parent_id");
  await assertMayExtendReach(tx, access, unit, above);
  const [deepest] = await tx.$queryRaw<{ levels: number }[]>`
    SELECT max(cardinality(path)) - ${unit.path.length - 1}::int AS levels FROM units
     WHERE organization_id = ${organizationId}::uuid AND path @> ARRAY[${unit.id}]::uuid[]`;
  assertNotTooDeep(above.length + (deepest?.levels ?? 1));
  await tx.unit.update({ where: { id: unit.id }, data: { parentId }, select: { id: true } });
  await tx.$executeRaw`
    UPDATE units SET path = ${[...above]}::uuid[] || path[array_position(path, ${unit.id}::uuid):]
     WHERE organization_id = ${organizationId}::uuid AND path @> ARRAY[${unit.id}]::uuid[]`;
  await audit(tx, actor, {
    action: "unit.moved",
    scope: organizationId,
    target: { type: "unit", id: unit.id },
    details: { from: unit.parentId, to: parentId },
  });
}

/** Deletes a unit in which nobody and nothing is left. @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT while something is in it. */
export async function deleteUnit(
  actor: Actor,
  input: z.output<typeof deleteUnitContract.input>,
): Promise<z.input<typeof deleteUnitContract.output>> {
  const { organization_id: organizationId, unit_id: unitId } = input;
  await changeAccess(actor, "units.manage", { organizationId, unitId }, async (tx) => {
    const unit = await existing(tx, organizationId, unitId);
    const inside = { organizationId, unitId };
    if (await tx.unit.findFirst({ where: { organizationId, parentId: unitId }, select: { id: true } }))
      throw conflict("There are units below it.");
    if (await tx.membership.findFirst({ where: inside, select: { id: true } })) throw conflict("Members belong to it.");
    if (await tx.roleAssignment.findFirst({ where: inside, select: { id: true } })) throw conflict("Somebody has a role in it.");
    if (await tx.invitation.findFirst({ where: { ...inside, isOpen: true }, select: { id: true } })) {
      throw conflict("An open invitation leads to it.");
    }
    await tx.invitation.updateMany({ where: inside, data: { unitId: null } });
    await tx.unit.delete({ where: { id: unitId }, select: { id: true } });
    await audit(tx, actor, {
      action: "unit.deleted",
      scope: organizationId,
      target: { type: "unit", id: unitId },
      details: { name: unit.name },
    });
  });
  return { id: unitId, status: "deleted" };
}
