"use client";

import ArrowBigUp from "lucide-react/icons/arrow-big-up";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";

/** A password that can be looked at, and that says when Caps Lock is on. Say in `autoComplete` which password it is. */
export function PasswordInput({ className, onKeyDown, onKeyUp, ...rest }: Omit<ComponentProps<"input">, "type">) {
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent<HTMLInputElement>) => setCapsLock(event.getModifierState("CapsLock"));

  return (
    <span className="relative block">
      <Input
        {...rest}
        type={shown ? "text" : "password"}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className={classNames(capsLock ? "pr-20" : "pr-12", className)}
        onKeyDown={(event) => {
          look(event);
          onKeyDown?.(event);
        }}
        onKeyUp={(event) => {
          look(event);
          onKeyUp?.(event);
        }}
      />
      <span role="status" className="pointer-events-none absolute inset-y-0 right-12 flex items-center">
        {capsLock && (
          <span className="flex items-center rounded bg-warning-subtle p-1 text-warning" title="Caps Lock is on">
            <ArrowBigUp aria-hidden="true" className="size-4" />
            <span className="sr-only">Caps Lock is on</span>
          </span>
        )}
      </span>
      <button
        type="button"
        aria-label={shown ? "Hide password" : "Show password"}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-lg text-muted -outline-offset-4 hover:text-foreground"
      >
        {shown ? <EyeOff aria-hidden="true" className="size-[1.125rem]" /> : <Eye aria-hidden="true" className="size-[1.125rem]" />}
      </button>
    </span>
  );
}
