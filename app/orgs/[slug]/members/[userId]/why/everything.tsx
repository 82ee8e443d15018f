import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import Link from "next/link";
import { listAddress } from "@/app/orgs/query";
import { SectionCard } from "@/components/ui/card";
import type { ExplanationView } from "@/lib/organizations/explanation.schema";

export interface EverythingProps {
  items: ExplanationView[];
  path: string;
  unitId: string | undefined;
  place: string;
}

/** Every permission with yes or no, and why; each leads to its own answer. */
export function Everything({ items, path, unitId, place }: EverythingProps) {
  const held = items.filter(({ allowed }) => allowed).length;
  return (
    <SectionCard id="everything" title={`${held} of ${items.length} permissions`} description={`In ${place}.`}>
      <ul className="-my-3 divide-y divide-border">
        {items.map(({ permission, description, allowed, summary }) => (
          <li key={permission} className="flex items-start gap-3 py-3">
            {allowed ? (
              <Check aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-success" />
            ) : (
              <Minus aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-muted" />
            )}
            <div className="min-w-0">
              <Link
                href={listAddress(path, { permission, unit: unitId })}
                className="rounded-sm text-[0.9375rem] font-medium underline-offset-[3px] hover:underline"
              >
                {description}
              </Link>
              <p className="text-sm text-muted [overflow-wrap:anywhere]">{summary}</p>
            </div>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
