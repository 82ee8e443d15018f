import { endpoint, route } from "@/lib/entry/route";
import { verifySecondFactorContract } from "@/lib/signin/login.schema";
import { verifySecondFactor } from "@/lib/signin/second-factor";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...verifySecondFactorContract, message: "You are signed in.", budget: "own" }, verifySecondFactor),
});
