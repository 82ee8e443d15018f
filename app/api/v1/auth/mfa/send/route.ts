import { endpoint, route } from "@/lib/entry/route";
import { sendCodeContract } from "@/lib/signin/login.schema";
import { sendCode } from "@/lib/signin/send-code";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...sendCodeContract, message: "A code is on its way.", budget: "own" }, sendCode),
});
