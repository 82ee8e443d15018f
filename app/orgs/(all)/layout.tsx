import type { ReactNode } from "react";

/** The pages that stand above any one organization. */
export default function AboveLayout({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="mx-auto grid w-full max-w-3xl flex-1 content-start gap-8 px-5 py-8 sm:px-8 sm:py-10">
      {children}
    </main>
  );
}
