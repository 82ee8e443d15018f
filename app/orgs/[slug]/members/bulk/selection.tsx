"use client";

import { createContext, type ReactNode, use, useState } from "react";
import { BulkBar } from "@/app/orgs/[slug]/members/bulk/bulk-bar";
import { BulkDialog } from "@/app/orgs/[slug]/members/bulk/bulk-dialog";
import { BulkOutcome, type Outcome } from "@/app/orgs/[slug]/members/bulk/bulk-outcome";
import { Checkbox } from "@/components/ui/checkbox";
import type { MemberAct } from "@/lib/organizations/member-bulk.schema";
import type { RoleView } from "@/lib/organizations/roles.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

/** Somebody on the page, as far as choosing needs to know. */
export interface Selectable {
  user_id: string;
  name: string;
  email: string;
}

interface Selection {
  chosen: ReadonlySet<string>;
  toggle: (id: string) => void;
}

const SelectionContext = createContext<Selection | null>(null);

export interface MemberSelectionProps {
  people: Selectable[];
  organization: { id: string; slug: string };
  selfId: string;
  /** Empty for whoever may not give roles. */
  roles: RoleView[];
  units: UnitView[];
  acts: MemberAct[];
  children: ReactNode;
}

/** Several members of the page chosen together, and what is done to all of them. The rows are its children. */
export function MemberSelection({ people, organization, selfId, roles, units, acts, children }: MemberSelectionProps) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<MemberAct | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  // Who has gone from the page meanwhile is not chosen any more.
  const chosen = people.filter(({ user_id }) => marked.has(user_id));
  const toggle = (id: string) =>
    setMarked((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  return (
    <SelectionContext value={acts.length > 0 ? { chosen: marked, toggle } : null}>
      <BulkOutcome outcome={outcome} organizationId={organization.id} onOutcome={setOutcome} />
      <div className="rounded-xl border border-border bg-surface shadow-card">
        {acts.length > 0 && (
          <BulkBar
            count={chosen.length}
            of={people.length}
            acts={acts}
            onAll={() => setMarked(chosen.length === people.length ? new Set() : new Set(people.map(({ user_id }) => user_id)))}
            onClear={() => setMarked(new Set())}
            onAct={setAsked}
          />
        )}
        {children}
      </div>
      {asked && chosen.length > 0 && (
        <BulkDialog
          asked={asked}
          people={chosen}
          organization={organization}
          roles={roles}
          units={units}
          onClose={() => setAsked(null)}
          onDone={(next) => {
            setAsked(null);
            setMarked(new Set(next.results.filter(({ status }) => status === "refused").map(({ user_id }) => user_id)));
            setOutcome(next);
            const own = next.results.find(({ user_id }) => user_id === selfId);
            // Whoever has shut themselves out has nothing to see here any more.
            if (own?.status === "done" && (next.act === "remove" || next.act === "suspend")) location.assign("/orgs");
          }}
        />
      )}
    </SelectionContext>
  );
}

/** The box of one row. */
export function SelectBox({ id, name }: { id: string; name: string }) {
  const selection = use(SelectionContext);
  if (!selection) return null;
  return (
    <Checkbox
      label={<span className="sr-only">Select {name}</span>}
      checked={selection.chosen.has(id)}
      onChange={() => selection.toggle(id)}
      className="gap-0 self-center"
    />
  );
}
