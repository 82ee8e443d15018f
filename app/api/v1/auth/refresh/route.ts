import { endpoint, route } from "@/lib/entry/route";
import { refresh } from "@/lib/signin/login";
import { refreshContract } from "@/lib/signin/login.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ POST: route({ ...refreshContract, budget: "own" }, refresh) });
