"use server";

import { action } from "@/lib/entry/action";
import { createUnit, deleteUnit, updateUnit } from "@/lib/organizations/units";
import { createUnitContract, deleteUnitContract, updateUnitContract } from "@/lib/organizations/units.schema";

export const createUnitAction = action(createUnitContract, createUnit);

export const updateUnitAction = action(updateUnitContract, updateUnit);

export const deleteUnitAction = action(deleteUnitContract, deleteUnit);
