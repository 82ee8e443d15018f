import { listActivity } from "@/lib/accounts/activity";
import { listActivityContract } from "@/lib/accounts/profile.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: route(listActivityContract, listActivity) });
