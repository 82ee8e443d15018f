"use client";

import { useEffect, useState } from "react";
import { classNames } from "@/components/ui/class-names";

/** How hard a password is to guess: 0 (at once) to 4 (not in a lifetime), in a word and with advice. */
export interface Strength {
  score: 0 | 1 | 2 | 3 | 4;
  label: string;
  suggestion: string;
}

export interface StrengthMeterProps {
  /** For `aria-describedby` of the field. */
  id: string;
  password: string;
  /** What a guesser would try first: the address, the name, the username. */
  known: string[];
  /** Loaded when the first character is typed. */
  estimate: (password: string, known: string[]) => Promise<Strength>;
  /** What the policy asks for, shown while nothing is typed. */
  hint: string;
}

const COLOURS = ["bg-danger", "bg-danger", "bg-warning", "bg-success", "bg-success"] as const;

/** Four bars and a sentence that explains. It advises; the policy on the server decides. */
export function StrengthMeter({ id, password, known, estimate, hint }: StrengthMeterProps) {
  const [strength, setStrength] = useState<Strength | null>(null);
  const clues = known.filter(Boolean).join("\n");

  useEffect(() => {
    if (!password) {
      setStrength(null);
      return;
    }
    let stale = false;
    // Typing is not interrupted: the estimate, and its announcement, follow when the fingers rest.
    const timer = setTimeout(() => {
      estimate(password, clues.split("\n"))
        .then((result) => {
          if (!stale) setStrength(result);
        })
        .catch(() => {
          if (!stale) setStrength(null);
        });
    }, 250);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [password, clues, estimate]);

  const bars = strength ? Math.max(1, strength.score) : 0;
  return (
    <div className="grid gap-1.5">
      <div aria-hidden="true" className="flex gap-1.5">
        {[1, 2, 3, 4].map((bar) => (
          <span
            key={bar}
            className={classNames(
              "h-1 flex-1 rounded-full transition-colors",
              strength && bar <= bars ? COLOURS[strength.score] : "bg-border",
            )}
          />
        ))}
      </div>
      <p id={id} role="status" className="min-h-10 text-sm text-muted">
        {strength ? (
          <>
            <span className="font-medium text-foreground">{strength.label}.</span> {strength.suggestion}
          </>
        ) : (
          hint
        )}
      </p>
    </div>
  );
}
