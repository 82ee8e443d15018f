import { withProof } from "@/components/form/proof";
import type { ActionResult } from "@/lib/entry/action-result";

/** Whether the framework threw this to steer the page, such as to another address: let it pass. */
export function isFrameworkSignal(error: unknown): boolean {
  return typeof error === "object" && error !== null && "digest" in error && String(error.digest).startsWith("NEXT_");
}

/** What to tell a person when an action could not even be called. */
export function failureOf(error: unknown): string {
  if (error instanceof TypeError || navigator.onLine === false) {
    return "We could not reach the server. What you typed is still here: check your connection and try again.";
  }
  return "This did not work. Reload the page and try again.";
}

/** The same, for an act outside a form: runs it, with a fresh proof where one is needed, and gives back its result or one sentence. */
export async function attempt<T>(
  call: () => Promise<ActionResult<T>>,
): Promise<{ data: T } | { reason: string; retryAfterSeconds?: number }> {
  try {
    const result = await withProof(call);
    if (result.ok) return { data: result.data };
    const { message, retryAfterSeconds } = result.error;
    return { reason: message, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) };
  } catch (error) {
    if (isFrameworkSignal(error)) throw error;
    return { reason: failureOf(error) };
  }
}
