import type { ActionResult } from "@/lib/entry/action-result";

const EVENT = "portico:proof";

/** Settles with whether the person has proven anew who they are. */
export type ProofAsked = (proven: boolean) => void;

/** Longer than an instance remembers a session: another one may still take it for unproven. */
const OTHERS_KNOW_MS = 700;

/**
 * Calls an action; where it asks for a fresh proof, has the person give it over the page, which stays as it is, and calls again. Whoever
 * does not want to gets the refusal. Needs `<StepUp />` in the layout (docs/step-up.md).
 */
export async function withProof<T>(call: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  const first = await call();
  if (!asksForProof(first) || !(await askForProof())) return first;
  const second = await call();
  if (!asksForProof(second)) return second;
  await new Promise((resolve) => setTimeout(resolve, OTHERS_KNOW_MS));
  return call();
}

const asksForProof = (result: ActionResult<unknown>): boolean => !result.ok && result.error.type === "STEP_UP_REQUIRED";

/** Where nobody listens, the answer is no. */
function askForProof(): Promise<boolean> {
  return new Promise((resolve) => {
    const isUnheard = window.dispatchEvent(new CustomEvent<ProofAsked>(EVENT, { cancelable: true, detail: resolve }));
    if (isUnheard) resolve(false);
  });
}

/** Hears when a proof is asked for; whoever listens settles it. @returns what stops the listening. */
export function hearProofAsked(listener: (settle: ProofAsked) => void): () => void {
  const hear = (event: Event) => {
    if (!(event instanceof CustomEvent)) return;
    event.preventDefault();
    listener(event.detail);
  };
  window.addEventListener(EVENT, hear);
  return () => window.removeEventListener(EVENT, hear);
}
