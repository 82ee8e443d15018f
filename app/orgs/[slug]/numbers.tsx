import Link from "next/link";
import { COUNTED_TO, type OverviewView } from "@/lib/organizations/overview.schema";

const NUMBERS = [
  { of: "members", section: "members", one: "member", many: "members", query: "" },
  { of: "open_invitations", section: "invitations", one: "open invitation", many: "open invitations", query: "?status=open" },
  { of: "roles", section: "roles", one: "role of its own", many: "roles of its own", query: "" },
  { of: "units", section: "units", one: "unit", many: "units", query: "" },
] as const;

export interface NumbersProps {
  overview: OverviewView;
  sections: readonly string[];
  /** The organization's address. */
  path: string;
}

/** How many there are of what somebody may see, each leading there. */
export function Numbers({ overview, sections, path }: NumbersProps) {
  const shown = NUMBERS.flatMap(({ of, section, one, many, query }) => {
    const count = overview[of];
    return count === null || !sections.includes(section) ? [] : [{ count, section, words: count === 1 ? one : many, query }];
  });
  if (shown.length === 0) return null;
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4 sm:gap-4">
      {shown.map(({ count, section, words, query }) => (
        <li key={section}>
          <Link
            href={`${path}/${section}${query}`}
            className="grid h-full content-start gap-0.5 rounded-xl border border-border bg-surface px-4 py-3.5 shadow-card transition-colors hover:bg-subtle"
          >
            <span className="text-2xl leading-8 font-semibold tracking-tight tabular-nums">
              {count >= COUNTED_TO ? `${COUNTED_TO.toLocaleString("en")}+` : count}
            </span>
            <span className="text-sm text-muted">{words}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
