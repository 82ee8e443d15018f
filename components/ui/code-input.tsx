"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";

export interface CodeInputProps extends Omit<ComponentProps<"input">, "type" | "value" | "onChange"> {
  /** How many digits. */
  length?: number;
  /** Called with each new value: digits only. */
  onCode?: (code: string) => void;
  /** Called once for each code that becomes complete. */
  onComplete?: (code: string) => void;
}

/**
 * Digits in boxes over one real input, so that paste, autofill from a message, Backspace and screen
 * readers work as in any field. Anything pasted keeps its digits only: "Your code is 123 456" is fine.
 */
export function CodeInput({ length = 6, onCode, onComplete, className, defaultValue, ...rest }: CodeInputProps) {
  const [code, setCode] = useState("");
  const [focused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const places = Array.from({ length }, (_, place) => place);

  function take(raw: string) {
    const next = raw.replace(/\D/g, "").slice(0, length);
    setCode(next);
    if (next === code) return;
    onCode?.(next);
    if (next.length === length) onComplete?.(next);
  }

  // What was typed, or filled in by the browser, before the script was there must not be lost.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was there at the start
  useEffect(() => {
    if (input.current?.value) take(input.current.value);
  }, []);

  return (
    <span className={classNames("relative block", className)}>
      <input
        {...rest}
        ref={input}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCorrect="off"
        spellCheck={false}
        value={code}
        onChange={(event) => take(event.target.value)}
        onFocus={(event) => {
          setFocused(true);
          event.target.setSelectionRange(code.length, code.length);
        }}
        onBlur={() => setFocused(false)}
        className="peer absolute inset-0 z-10 size-full cursor-text rounded-lg bg-transparent font-mono text-base text-transparent caret-transparent opacity-0 outline-none"
      />
      <span aria-hidden="true" className="flex gap-2 sm:gap-2.5">
        {places.map((place) => (
          <span
            key={place}
            className={classNames(
              "grid h-14 min-w-0 flex-1 place-items-center rounded-lg border bg-surface text-2xl font-medium tabular-nums",
              rest["aria-invalid"] ? "border-danger" : "border-border-strong",
              focused && place === Math.min(code.length, length - 1) && "outline-2 -outline-offset-1 outline-accent",
            )}
          >
            {code[place] ?? ""}
          </span>
        ))}
      </span>
    </span>
  );
}
