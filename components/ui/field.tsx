import CircleAlert from "lucide-react/icons/circle-alert";
import type { ReactNode } from "react";

export interface FieldProps {
  /** The id of the control inside. */
  id: string;
  label: ReactNode;
  /** Right of the label, such as a link that helps. */
  aside?: ReactNode;
  description?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
}

/** What a control must carry so that its description and its error are read with it. */
export function describedBy(id: string, parts: { description?: ReactNode; error?: string | undefined }) {
  const ids = [parts.description ? `${id}-description` : "", parts.error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return { id, "aria-describedby": ids || undefined, "aria-invalid": parts.error ? true : undefined };
}

/** A label, a control, and beneath it what helps or what is wrong. Give the control `{...describedBy(id, …)}`. */
export function Field({ id, label, aside, description, error, children }: FieldProps) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {description && (
        <div id={`${id}-description`} className="text-sm text-muted">
          {description}
        </div>
      )}
    </div>
  );
}

/** What is wrong, beside what is wrong; the control names its id. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm text-danger">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
