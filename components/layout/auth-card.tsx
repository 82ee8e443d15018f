import type { ReactNode } from "react";

export interface AuthCardProps {
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Under the card: the other way, such as "No account yet?". */
  below?: ReactNode;
}

/** One question on one card: every page that leads in looks like this. */
export function AuthCard({ title, description, children, below }: AuthCardProps) {
  return (
    <>
      <div className="border-border bg-surface sm:rounded-2xl sm:border sm:p-8 sm:shadow-card max-sm:bg-transparent">
        <h1 className="text-2xl leading-8 font-semibold tracking-tight">{title}</h1>
        {description && <div className="mt-2 text-muted [overflow-wrap:anywhere]">{description}</div>}
        <div className="mt-6">{children}</div>
      </div>
      {below && <p className="mt-6 text-center text-[0.9375rem] text-muted">{below}</p>}
    </>
  );
}
