import { endpoint, route } from "@/lib/entry/route";
import { createUnit, listUnits } from "@/lib/organizations/units";
import { createUnitContract, listUnitsContract } from "@/lib/organizations/units.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listUnitsContract, listUnits),
  POST: route({ ...createUnitContract, status: 201, message: "The unit is made." }, createUnit),
});
