"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";

export interface CodeInputProps extends Omit<ComponentProps<"input">, "type" | "value"> {
  /** How many digits. */
  length?: number;
  /** Called once for each code that becomes complete. */
  onComplete?: () => void;
}

/**
 * Digits in boxes over one real input, so that paste, autofill from a message, Backspace and screen
 * readers work as in any field. Anything pasted keeps its digits only: "Your code is 123 456" is fine.
 */
export function CodeInput({ length = 6, onComplete, onChange, onBlur, ref, className, ...rest }: CodeInputProps) {
  const [code, setCode] = useState("");
  const [focused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const places = Array.from({ length }, (_, place) => place);

  // What was typed before the script was there must not be lost.
  useEffect(() => {
    if (input.current) setCode(input.current.value.replace(/\D/g, "").slice(0, length));
  }, [length]);

  return (
    <span className={classNames("relative block", className)}>
      <input
        {...rest}
        ref={(element) => {
          input.current = element;
          if (typeof ref === "function") ref(element);
          else if (ref) ref.current = element;
        }}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => {
          const next = event.target.value.replace(/\D/g, "").slice(0, length);
          event.target.value = next;
          setCode(next);
          onChange?.(event);
          if (next.length === length && next !== code) onComplete?.();
        }}
        onFocus={(event) => {
          setFocused(true);
          event.target.setSelectionRange(length, length);
        }}
        onBlur={(event) => {
          setFocused(false);
          onBlur?.(event);
        }}
        className="absolute inset-0 z-10 size-full cursor-text bg-transparent text-base text-transparent caret-transparent opacity-0"
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
