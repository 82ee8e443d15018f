import { endpoint, route } from "@/lib/entry/route";
import { deleteUnit, updateUnit } from "@/lib/organizations/units";
import { deleteUnitContract, updateUnitContract } from "@/lib/organizations/units.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: route(updateUnitContract, updateUnit),
  DELETE: route(deleteUnitContract, deleteUnit),
});
