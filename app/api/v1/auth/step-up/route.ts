import { endpoint, route } from "@/lib/entry/route";
import { stepUp } from "@/lib/signin/step-up";
import { stepUpContract } from "@/lib/signin/step-up.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...stepUpContract, message: "You have confirmed that it is you.", budget: "own" }, stepUp),
});
