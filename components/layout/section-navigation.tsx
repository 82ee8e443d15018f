"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";

export interface Section {
  href: string;
  label: string;
  icon: ReactNode;
}

/**
 * The sections of a console: a column on a desktop, a row to scroll under the header on a phone. The first is where the
 * console begins, and is current on its own address only; the others also on what lies below them.
 */
export function SectionNavigation({ label, sections }: { label: string; sections: Section[] }) {
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  // On a phone the row may be longer than the screen: where one is stands in view. The page itself does not move.
  useEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (path && link && nav.current) nav.current.scrollLeft = link.offsetLeft - (nav.current.clientWidth - link.offsetWidth) / 2;
  }, [path]);
  return (
    <nav
      ref={nav}
      aria-label={label}
      className="max-md:-mx-5 max-md:overflow-x-auto max-md:border-b max-md:border-border max-md:px-3 max-md:[scrollbar-width:none] sm:max-md:-mx-8 sm:max-md:px-6 md:sticky md:top-(--banner) md:py-10"
    >
      <ul className="flex md:flex-col md:gap-1">
        {sections.map(({ href, label: name, icon }, at) => {
          const here = path === href || (at > 0 && path.startsWith(`${href}/`));
          return (
            <li key={href} className="shrink-0">
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={classNames(
                  "flex h-12 items-center gap-3 border-b-2 px-3 text-[0.9375rem] whitespace-nowrap transition-colors max-md:-outline-offset-4 md:h-10 md:rounded-lg md:border-0",
                  "[&_svg]:size-[1.125rem] max-md:[&_svg]:hidden",
                  here
                    ? "border-accent font-medium text-accent md:bg-accent-subtle"
                    : "border-transparent text-muted hover:text-foreground md:hover:bg-subtle",
                )}
              >
                {icon}
                {name}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
