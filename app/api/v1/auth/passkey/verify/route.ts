import { endpoint, route } from "@/lib/entry/route";
import { logInWithPasskey } from "@/lib/signin/passkey";
import { passkeyLoginContract } from "@/lib/signin/passkey.schema";
import { wordsForStep } from "@/lib/signin/steps";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...passkeyLoginContract, message: wordsForStep, budget: "own" }, logInWithPasskey),
});
