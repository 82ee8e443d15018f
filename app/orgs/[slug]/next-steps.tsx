import ChevronRight from "lucide-react/icons/chevron-right";
import KeyRound from "lucide-react/icons/key-round";
import Mail from "lucide-react/icons/mail";
import ShieldCheck from "lucide-react/icons/shield-check";
import Link from "next/link";
import { SectionCard } from "@/components/ui/card";
import type { OverviewView } from "@/lib/organizations/overview.schema";

const STEPS = {
  invite: {
    section: "invitations",
    to: "invitations",
    Icon: Mail,
    title: "Invite people",
    text: "By their addresses, one or a whole list.",
  },
  role: {
    section: "roles",
    to: "roles/new",
    Icon: KeyRound,
    title: "Make a role",
    text: "What a trainer or a treasurer may do, no more and no less.",
  },
  policy: {
    section: "security",
    to: "security",
    Icon: ShieldCheck,
    title: "Set the security policy",
    text: "How members sign in, and for how long.",
  },
} as const;

export interface NextStepsProps {
  steps: OverviewView["next_steps"];
  /** The sections that its reader may open. */
  sections: readonly string[];
  path: string;
}

/** What a new organization can do next; each step goes when it is done. */
export function NextSteps({ steps, sections, path }: NextStepsProps) {
  const shown = steps.map((step) => STEPS[step]).filter(({ section }) => sections.includes(section));
  if (shown.length === 0) return null;
  return (
    <SectionCard id="next" title="Next steps">
      <ul className="-my-3 divide-y divide-border">
        {shown.map(({ to, Icon, title, text }) => (
          <li key={to} className="relative flex items-center gap-4 py-3">
            <span className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-subtle text-accent">
              <Icon aria-hidden="true" className="size-5" />
            </span>
            <div className="min-w-0 flex-1">
              <Link
                href={`${path}/${to}`}
                className="rounded-sm font-medium underline-offset-[3px] after:absolute after:inset-0 hover:underline"
              >
                {title}
              </Link>
              <p className="text-sm text-muted">{text}</p>
            </div>
            <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-muted" />
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
