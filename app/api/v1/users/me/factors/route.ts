import { endpoint, route } from "@/lib/entry/route";
import { beginTotp } from "@/lib/factors/enrolment";
import { listFactors } from "@/lib/factors/factors";
import { beginTotpContract, listFactorsContract } from "@/lib/factors/factors.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listFactorsContract, listFactors),
  POST: route({ ...beginTotpContract, status: 201, message: "Type a code of the app to finish." }, beginTotp),
});
