import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import type { PasswordPolicy } from "@/lib/passwords/policy-text";
import { missingOf } from "@/lib/passwords/preset-rules";

/** How hard a password is to guess: 0 (at once) to 4 (not in a lifetime), in a word and with advice in whole sentences. */
export interface PasswordStrength {
  score: 0 | 1 | 2 | 3 | 4;
  label: string;
  suggestion: string;
}

/** The time of an estimate grows steeply with the length, and a password of this length is strong or dull by then. */
const LONGEST_ESTIMATED = 100;

const LABELS = ["Very weak", "Weak", "Fair", "Strong", "Very strong"] as const;

/** What a password that a preset refuses is called at most. */
const AT_MOST_FAIR = [0, 1, 2, 2, 2] as const;

/** Said when the estimator has no advice of its own. */
const ADVICE = [
  "Add a few words that do not belong together.",
  "Add a few words that do not belong together.",
  "One more uncommon word makes it strong.",
  "Hard to guess, even for somebody who tries fast.",
  "Very hard to guess, even for somebody who tries fast.",
] as const;

let estimator: Promise<ZxcvbnFactory> | undefined;

// The dictionaries weigh more than a whole page: they come when somebody types a password, and only then.
function load(): Promise<ZxcvbnFactory> {
  estimator ??= Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common"), import("@zxcvbn-ts/language-en")])
    .then(
      ([core, common, english]) =>
        new core.ZxcvbnFactory({
          dictionary: { ...common.dictionary, ...english.dictionary },
          graphs: common.adjacencyGraphs,
          translations: english.translations,
          maxLength: LONGEST_ESTIMATED,
          // A fifth of the default's time for a long password full of signs (half a second), at the same scores.
          l33tMaxSubstitutions: 20,
        }),
    )
    .catch((error: unknown) => {
      // A lost connection must not silence the meter for the rest of the visit.
      estimator = undefined;
      throw error;
    });
  return estimator;
}

/**
 * Estimates how hard a password is to guess, in the browser: nothing is sent anywhere. `userInputs` are what a
 * guesser would try first (address, name, username). What a preset of `presets` would refuse is never called better than
 * fair, and the advice says what is missing. Only advice: lib/passwords/policy.ts decides.
 * @throws Error when the dictionaries cannot be loaded.
 */
export async function estimateStrength(
  password: string,
  userInputs: string[],
  presets: readonly PasswordPolicy[] = [],
): Promise<PasswordStrength> {
  const known = userInputs
    .flatMap((input) => [input, ...input.split("@"), ...input.split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => word.length >= 3);
  const { score, feedback } = (await load()).check(password.slice(0, LONGEST_ESTIMATED), known);
  const advice = score < 3 ? [feedback.warning, feedback.suggestions[0]].filter(Boolean).join(" ") : "";
  const missing = [...new Set(presets.flatMap((preset) => missingOf(preset, password)))];
  if (missing.length === 0) return { score, label: LABELS[score], suggestion: advice || ADVICE[score] };
  const capped = AT_MOST_FAIR[score];
  return { score: capped, label: LABELS[capped], suggestion: missing.join(" ") };
}
