import { logIn } from "@/lib/signin/login";
import { anonymous } from "@/test/organization";

/** The tokens of a program that signed in. @throws what `logIn` throws, and for a sign-in that is not complete. */
export async function signInProgram(email: string, password: string) {
  const answer = await logIn(anonymous, { email, password, remember_me: false, exchange: false });
  if (answer.status !== "complete") throw new Error(`The sign-in ended in ${answer.status}.`);
  return answer;
}
