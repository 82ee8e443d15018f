import { headers } from "next/headers";
import { setSessionCookie } from "@/lib/entry/cookies";
import { endpoint, route } from "@/lib/entry/route";
import { endOwnSession } from "@/lib/entry/sign-out";
import { sessionExchangeContract } from "@/lib/signin/login.schema";
import { exchangeSession } from "@/lib/signin/session-exchange";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...sessionExchangeContract, message: "You are signed in.", budget: "own" }, async (actor, input) => {
    const { session, answer } = await exchangeSession(actor, input);
    await endOwnSession(await headers());
    await setSessionCookie(session);
    return answer;
  }),
});
