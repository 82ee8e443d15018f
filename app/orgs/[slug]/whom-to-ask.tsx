import { Avatar } from "@/components/ui/avatar";
import { SectionCard } from "@/components/ui/card";
import { textLinkClass } from "@/components/ui/text-link";
import type { OverviewView } from "@/lib/organizations/overview.schema";

/** The owners, for whoever is none: they can change what one may do. */
export function WhomToAsk({ owners }: { owners: OverviewView["owners"] }) {
  if (owners.length === 0) return null;
  return (
    <SectionCard id="ask" title="Whom to ask" description="Owners can change what you may do here.">
      <ul className="grid gap-3.5">
        {owners.map(({ user_id, full_name, email }) => (
          <li key={user_id} className="flex items-center gap-3.5">
            <Avatar name={full_name ?? email} />
            <div className="min-w-0 text-[0.9375rem]">
              {full_name && <p className="font-medium [overflow-wrap:anywhere]">{full_name}</p>}
              <a href={`mailto:${email}`} className={`${textLinkClass} [overflow-wrap:anywhere]`}>
                {email}
              </a>
            </div>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
