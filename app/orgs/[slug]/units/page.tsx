import Network from "lucide-react/icons/network";
import type { Metadata } from "next";
import { UnitActs } from "@/app/orgs/[slug]/units/unit-acts";
import { NewUnitButton } from "@/app/orgs/[slug]/units/unit-dialog";
import { openSection } from "@/app/orgs/open-organization";
import { unitTree } from "@/app/orgs/unit-tree";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { holdsSomewhere } from "@/lib/entry/organization-pages";
import { listUnits } from "@/lib/organizations/units";

export const metadata: Metadata = { title: "Units" };

/** Departments, teams or sites, as a tree. */
export default async function UnitsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { actor, organization } = await openSection(params, "units");
  const { items } = await listUnits(actor, { organization_id: organization.id });
  const mayManage = holdsSomewhere(organization.access, "units.manage");
  const create = mayManage && <NewUnitButton organizationId={organization.id} units={items} />;
  return (
    <>
      <PageHeader
        title="Units"
        description="Departments, teams or sites. A role in a unit reaches the unit and everything below it."
        action={create}
      />
      <Card>
        {items.length > 0 ? (
          <ul className="divide-y divide-border">
            {unitTree(items).map(({ unit, depth }) => (
              <li key={unit.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3 sm:px-6">
                <p className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]" style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
                  {depth > 0 && (
                    <span aria-hidden="true" className="mr-2 text-muted">
                      └
                    </span>
                  )}
                  <span className="sr-only">Level {depth + 1}: </span>
                  {unit.name}
                </p>
                {mayManage && <UnitActs organizationId={organization.id} unit={unit} units={items} />}
              </li>
            ))}
          </ul>
        ) : (
          <EmptyState icon={Network} title="There are no units yet">
            Most organizations need none. Make them when somebody should run one department without reaching the others.
          </EmptyState>
        )}
      </Card>
    </>
  );
}
