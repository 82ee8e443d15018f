"use client";

import CircleUserRound from "lucide-react/icons/circle-user-round";
import KeyRound from "lucide-react/icons/key-round";
import MonitorSmartphone from "lucide-react/icons/monitor-smartphone";
import Shield from "lucide-react/icons/shield";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";

const SECTIONS = [
  { href: "/account", label: "Overview", Icon: CircleUserRound },
  { href: "/account/security", label: "Security", Icon: KeyRound },
  { href: "/account/sessions", label: "Sessions", Icon: MonitorSmartphone },
  { href: "/account/privacy", label: "Privacy", Icon: Shield },
] as const;

/** The sections of one's account: a column on a desktop, a bar under the thumb on a phone. */
export function AccountNavigation() {
  const path = usePathname();
  return (
    <nav
      aria-label="Account"
      className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:border-t max-md:border-border max-md:bg-surface max-md:pb-[env(safe-area-inset-bottom)] md:sticky md:top-(--banner) md:py-10"
    >
      <ul className="flex md:flex-col md:gap-1">
        {SECTIONS.map(({ href, label, Icon }) => {
          const here = path === href;
          return (
            <li key={href} className="max-md:flex-1">
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={classNames(
                  "flex items-center gap-x-3 gap-y-1 transition-colors md:h-10 md:rounded-lg md:px-3 md:text-[0.9375rem]",
                  "max-md:h-16 max-md:flex-col max-md:justify-center max-md:text-xs max-md:-outline-offset-4",
                  here ? "font-medium text-accent md:bg-accent-subtle" : "text-muted hover:text-foreground md:hover:bg-subtle",
                )}
              >
                <Icon aria-hidden="true" className="size-5 md:size-[1.125rem]" />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
