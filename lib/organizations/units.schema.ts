import { z } from "zod";
import { nameField, organizationId, unitId, unitScope } from "@/lib/organizations/fields.schema";

/** A unit in the organization's tree. */
export const unitView = z.object({
  id: z.uuid(),
  name: z.string(),
  parent_id: z.uuid().nullable(),
  /** Ids from the top of the tree down to the unit itself. */
  path: z.array(z.uuid()),
  created_at: z.iso.datetime(),
});

export type UnitView = z.input<typeof unitView>;

export const listUnitsContract = {
  input: z.object({ organization_id: organizationId }),
  output: z.object({ items: z.array(unitView), next_cursor: z.null() }),
};

export const createUnitContract = {
  input: z.object({ organization_id: organizationId, name: nameField, parent_id: unitScope.default(null) }),
  output: unitView,
};

/** An absent field stays as it is; a null parent moves the unit to the top. */
export const updateUnitContract = {
  input: z.object({ organization_id: organizationId, unit_id: unitId, name: nameField.optional(), parent_id: unitScope.optional() }),
  output: unitView,
};

export const deleteUnitContract = {
  input: z.object({ organization_id: organizationId, unit_id: unitId }),
  output: z.object({ id: z.uuid(), status: z.literal("deleted") }),
};
