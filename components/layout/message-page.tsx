import type { ReactNode } from "react";

export interface MessagePageProps {
  title: ReactNode;
  children: ReactNode;
  /** The next sensible step. */
  action?: ReactNode;
  /** Small print, such as the reference of a failure. */
  note?: ReactNode;
}

/** A page that only says something: not found, failed, done. */
export function MessagePage({ title, children, action, note }: MessagePageProps) {
  return (
    <main id="content" className="mx-auto flex w-full max-w-lg flex-1 flex-col justify-center px-5 py-16 sm:px-8">
      <h1 className="text-3xl leading-tight font-semibold tracking-tight">{title}</h1>
      <div className="mt-3 text-muted">{children}</div>
      {action && <div className="mt-8 flex flex-wrap gap-3">{action}</div>}
      {note && <p className="mt-10 font-mono text-xs text-muted [overflow-wrap:anywhere]">{note}</p>}
    </main>
  );
}
