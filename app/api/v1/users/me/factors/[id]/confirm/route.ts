import { endpoint, route } from "@/lib/entry/route";
import { confirmTotp } from "@/lib/factors/enrolment";
import { confirmTotpContract } from "@/lib/factors/factors.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...confirmTotpContract, message: "From now on signing in asks for a code.", budget: "own" }, confirmTotp),
});
