import { endpoint, route } from "@/lib/entry/route";
import { verifySecondFactorContract } from "@/lib/signin/login.schema";
import { verifySecondFactor } from "@/lib/signin/second-factor";
import { wordsForStep } from "@/lib/signin/steps";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...verifySecondFactorContract, message: wordsForStep, budget: "own" }, verifySecondFactor),
});
