import type { ReactNode } from "react";

/** The head of every page outside the sign-in cards: home on the left, what one may do on the right. */
export function SiteHeader({ home, children }: { home: ReactNode; children?: ReactNode }) {
  return (
    <header className="mx-auto flex h-16 w-full max-w-5xl items-center justify-between gap-4 px-5 sm:h-18 sm:px-8">
      <div className="flex">{home}</div>
      <div className="flex items-center gap-2">{children}</div>
    </header>
  );
}
