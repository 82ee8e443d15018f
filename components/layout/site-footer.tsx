import type { ReactNode } from "react";
import type { Theme } from "@/components/ui/theme";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { brand } from "@/lib/brand";

/** The foot of every page: who runs it, a few links, the colours. */
export function SiteFooter({ theme, children }: { theme: Theme; children?: ReactNode }) {
  return (
    <footer className="mx-auto flex w-full max-w-5xl flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-6 sm:px-8">
      <p className="text-sm text-muted">{brand.name}</p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        {children}
        <a
          href="/contact"
          className="inline-flex min-h-6 items-center text-sm text-muted underline-offset-[3px] hover:text-foreground hover:underline"
        >
          Contact
        </a>
        <ThemeToggle theme={theme} />
      </div>
    </footer>
  );
}
