import { endpoint, route } from "@/lib/entry/route";
import { confirmFactor } from "@/lib/factors/code-factors";
import { confirmFactorContract } from "@/lib/factors/factors.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...confirmFactorContract, message: "From now on signing in asks for a code.", budget: "own" }, confirmFactor),
});
