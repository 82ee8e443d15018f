import { endpoint, route } from "@/lib/entry/route";
import { logIn } from "@/lib/signin/login";
import { loginContract } from "@/lib/signin/login.schema";
import { wordsForStep } from "@/lib/signin/steps";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...loginContract, message: wordsForStep, budget: "own" }, logIn),
});
