import { COUNTED_AT_MOST, type OrganizationFigures } from "@/lib/organizations/figures";

const number = new Intl.NumberFormat("en");

const shown = (count: number): string => (count >= COUNTED_AT_MOST ? `${number.format(COUNTED_AT_MOST)}+` : number.format(count));

/** How large an organization is. */
export function Numbers({ figures }: { figures: OrganizationFigures }) {
  const facts = [
    ["Members", figures.members],
    ["Suspended", figures.suspended],
    ["Open invitations", figures.openInvitations],
    ["Roles of its own", figures.roles],
    ["Units", figures.units],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-5">
      {facts.map(([name, count]) => (
        <div key={name} className="flex flex-col-reverse justify-end gap-0.5">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="text-2xl font-semibold tracking-tight tabular-nums">{shown(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
