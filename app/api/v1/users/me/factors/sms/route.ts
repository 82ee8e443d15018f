import { endpoint, route } from "@/lib/entry/route";
import { beginSmsFactor } from "@/lib/factors/code-factors";
import { beginSmsFactorContract } from "@/lib/factors/factors.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...beginSmsFactorContract, status: 201, message: "Type the code that we sent to finish." }, beginSmsFactor),
});
