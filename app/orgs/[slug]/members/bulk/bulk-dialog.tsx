"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState, useTransition } from "react";
import { changeMembersAction } from "@/app/orgs/[slug]/members/actions";
import { ACT_TEXTS, type Act, whomOf } from "@/app/orgs/[slug]/members/bulk/acts";
import type { Outcome } from "@/app/orgs/[slug]/members/bulk/bulk-outcome";
import type { Selectable } from "@/app/orgs/[slug]/members/bulk/selection";
import { endOfDay } from "@/app/orgs/[slug]/members/last-day";
import { RoleChoices } from "@/app/orgs/role-choices";
import { UnitSelect } from "@/app/orgs/unit-select";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import type { MemberAct } from "@/lib/organizations/member-bulk.schema";
import type { RoleView } from "@/lib/organizations/roles.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

export interface BulkDialogProps {
  asked: MemberAct;
  people: Selectable[];
  organization: { id: string; slug: string };
  roles: RoleView[];
  units: UnitView[];
  onClose: () => void;
  onDone: (outcome: Outcome) => void;
}

/** The one question before an act on several: how many, who they are, and what it needs to know. */
export function BulkDialog({ asked, people, organization, roles, units, onClose, onDone }: BulkDialogProps) {
  const router = useRouter();
  const id = useId();
  const [role, setRole] = useState("member");
  const [unit, setUnit] = useState("");
  const [day, setDay] = useState("");
  const [typed, setTyped] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const text = ACT_TEXTS[asked];
  const whom = whomOf(people.map(({ name }) => name));
  const phrase = asked === "remove" && people.length > 1 ? organization.slug : null;

  function actOf(): Act {
    if (asked === "change_role") return { act: asked, role };
    if (asked === "move") return { act: asked, unit_id: unit === "" ? null : unit };
    if (asked === "set_end") return { act: asked, ends_at: endOfDay(day) };
    return { act: asked };
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (phrase !== null && typed.trim() !== phrase) return setFailure(`Type ${phrase} to confirm.`);
    startTransition(async () => {
      setFailure(null);
      const user_ids = people.map(({ user_id }) => user_id);
      const result = await attempt(() => changeMembersAction({ organization_id: organization.id, user_ids, ...actOf() }));
      if ("reason" in result) return setFailure(result.reason);
      onDone({ act: asked, results: result.data.results, names: new Map(people.map((person) => [person.user_id, person.name])) });
      router.refresh();
    });
  }

  return (
    <Dialog open onOpenChange={(open) => !open && !pending && onClose()} title={text.question(whom)} description={text.description}>
      <form method="post" noValidate className="grid gap-5" onSubmit={submit}>
        {people.length > 1 && <Whom people={people} />}
        <Problem>{failure}</Problem>
        {asked === "change_role" && <RoleChoices roles={roles} chosen={role} onChoose={setRole} />}
        {asked === "move" && <UnitSelect units={units} value={unit} onChange={setUnit} />}
        {asked === "set_end" && (
          <Field id={id} label="Last day" description="Leave it empty for no end.">
            <Input
              id={id}
              type="date"
              value={day}
              onChange={(event) => setDay(event.target.value)}
              aria-describedby={`${id}-description`}
            />
          </Field>
        )}
        {phrase !== null && (
          <Field
            id={id}
            label={
              <>
                Type <strong className="font-semibold">{phrase}</strong> to confirm
              </>
            }
          >
            <Input
              id={id}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
            />
          </Field>
        )}
        <DialogButtons>
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant={asked === "remove" || asked === "suspend" ? "danger" : "primary"} pending={pending}>
            {people.length === 1 ? text.verb : `${text.verb} (${people.length})`}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

/** Everybody it concerns; a long list scrolls in its own window, also with the keyboard. */
function Whom({ people }: { people: Selectable[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard (WCAG 2.1.1)
    <section tabIndex={0} aria-label="Who" className="max-h-36 overflow-y-auto rounded-lg border border-border px-3.5 py-2.5 text-sm">
      <ul className="grid gap-1">
        {people.map(({ user_id, name, email }) => (
          <li key={user_id} className="[overflow-wrap:anywhere]">
            {name}
            {name !== email && <span className="text-muted"> · {email}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
