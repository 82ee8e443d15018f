"use client";

import House from "lucide-react/icons/house";
import KeyRound from "lucide-react/icons/key-round";
import Mail from "lucide-react/icons/mail";
import Network from "lucide-react/icons/network";
import ScrollText from "lucide-react/icons/scroll-text";
import Settings from "lucide-react/icons/settings";
import ShieldCheck from "lucide-react/icons/shield-check";
import Users from "lucide-react/icons/users";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";

const SECTIONS = [
  { section: "", label: "Overview", Icon: House },
  { section: "members", label: "Members", Icon: Users },
  { section: "invitations", label: "Invitations", Icon: Mail },
  { section: "roles", label: "Roles", Icon: KeyRound },
  { section: "units", label: "Units", Icon: Network },
  { section: "security", label: "Security", Icon: ShieldCheck },
  { section: "audit", label: "Audit log", Icon: ScrollText },
  { section: "settings", label: "Settings", Icon: Settings },
] as const;

/** The sections of a console: a column on a desktop, a row to scroll under the header on a phone. */
export function ConsoleNavigation({ slug, name, sections }: { slug: string; name: string; sections: string[] }) {
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
      aria-label={name}
      className="max-md:-mx-5 max-md:overflow-x-auto max-md:border-b max-md:border-border max-md:px-3 max-md:[scrollbar-width:none] sm:max-md:-mx-8 sm:max-md:px-6 md:sticky md:top-0 md:py-10"
    >
      <ul className="flex md:flex-col md:gap-1">
        {SECTIONS.filter(({ section }) => sections.includes(section)).map(({ section, label, Icon }) => {
          const href = section ? `/orgs/${slug}/${section}` : `/orgs/${slug}`;
          const here = section ? path.startsWith(href) : path === href;
          return (
            <li key={section} className="shrink-0">
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={classNames(
                  "flex h-12 items-center gap-3 border-b-2 px-3 text-[0.9375rem] whitespace-nowrap transition-colors max-md:-outline-offset-4 md:h-10 md:rounded-lg md:border-0",
                  here
                    ? "border-accent font-medium text-accent md:bg-accent-subtle"
                    : "border-transparent text-muted hover:text-foreground md:hover:bg-subtle",
                )}
              >
                <Icon aria-hidden="true" className="size-[1.125rem] max-md:hidden" />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
