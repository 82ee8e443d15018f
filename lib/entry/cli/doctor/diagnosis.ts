/** What one check of `portico doctor` found. */
export interface Diagnosis {
  name: string;
  status: "ok" | "warning" | "failure";
  /** What is so, in plain words. */
  sentence: string;
  /** What to do about it; null when nothing. */
  advice: string | null;
}

/** The three outcomes of a check, ready to be returned from it. */
export function outcomes(name: string) {
  return {
    ok: (sentence: string): Diagnosis => ({ name, status: "ok", sentence, advice: null }),
    warning: (sentence: string, advice: string): Diagnosis => ({ name, status: "warning", sentence, advice }),
    failure: (sentence: string, advice: string): Diagnosis => ({ name, status: "failure", sentence, advice }),
  };
}
