import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "@/components/ui/button-class";
import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";

export interface ButtonProps extends ComponentProps<"button">, ButtonLook {
  /** Work is under way: the button stays focused and as wide as it was, does nothing, and turns a spinner after 300 ms. */
  pending?: boolean;
}

/** A button that does something. `type` is `button` unless said otherwise, so that none submits by accident. */
export function Button({ variant, size, block, className, pending, type = "button", children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass({ variant, size, block, className })}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={
        pending
          ? (event) => {
              event.preventDefault();
            }
          : onClick
      }
    >
      <span className={classNames("inline-flex items-center justify-center gap-2", pending && "animate-late-out [&_svg]:invisible")}>
        {children}
      </span>
      {pending && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
    </button>
  );
}
