"use client";

import { useState } from "react";

/** The state of a button that does something by itself. */
export interface Press {
  press: () => void;
  pending: boolean;
  /** What went wrong at the last press; empty where nothing did. */
  problem: string;
}

/**
 * Binds a button to its work.
 * @param work gives back what went wrong, empty where there is nothing to say; null when the button is about to go, which stays busy until then.
 */
export function usePress(work: () => Promise<string | null>): Press {
  const [problem, setProblem] = useState("");
  const [pending, setPending] = useState(false);

  async function run() {
    setProblem("");
    setPending(true);
    const wrong = await work();
    if (wrong === null) return;
    setProblem(wrong);
    setPending(false);
  }

  return { press: () => void run(), pending, problem };
}
