import { endpoint, route } from "@/lib/entry/route";
import { beginEmailFactor } from "@/lib/factors/code-factors";
import { beginEmailFactorContract } from "@/lib/factors/factors.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...beginEmailFactorContract, status: 201, message: "Type the code that we mailed to finish." }, beginEmailFactor),
});
