import { register } from "@/lib/accounts/registration";
import { registerContract } from "@/lib/accounts/registration.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...registerContract, status: 201, message: "Check your mail to confirm your address.", budget: "own" }, register),
});
