"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { changeMembersAction } from "@/app/orgs/[slug]/members/actions";
import { ACT_TEXTS, stepsBack, whomOf } from "@/app/orgs/[slug]/members/bulk/acts";
import { attempt } from "@/components/form/failure";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { BulkResult, MemberAct } from "@/lib/organizations/member-bulk.schema";

/** What an act on several has come to, one result for each. */
export interface Outcome {
  act: MemberAct;
  results: BulkResult[];
  names: ReadonlyMap<string, string>;
  /** Set when it took another act back. */
  isUndo?: true;
}

export interface BulkOutcomeProps {
  outcome: Outcome | null;
  organizationId: string;
  onOutcome: (outcome: Outcome | null) => void;
}

/** Stays until it is dismissed: what was done, what was not and why, and the way back where there is one. */
export function BulkOutcome({ outcome, organizationId, onOutcome }: BulkOutcomeProps) {
  return (
    <div role="status" className="empty:hidden">
      {outcome && <Answer key={JSON.stringify(outcome.results)} outcome={outcome} organizationId={organizationId} onOutcome={onOutcome} />}
    </div>
  );
}

function Answer({ outcome, organizationId, onOutcome }: BulkOutcomeProps & { outcome: Outcome }) {
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const { act, results, names, isUndo } = outcome;
  const nameOf = (id: string) => names.get(id) ?? "Somebody";
  const done = results.filter(({ status }) => status === "done");
  const unchanged = results.filter(({ status }) => status === "unchanged");
  const refused = results.filter(({ status }) => status === "refused");
  const back = isUndo ? [] : stepsBack(act, results);
  const panel = useRef<HTMLDivElement>(null);

  // What was pressed has gone with the selection: the answer is where one goes on, also when the list was scrolled. After
  // the dialog, which hands the focus back once it has closed.
  useEffect(() => {
    const timer = setTimeout(() => panel.current?.focus(), 0);
    return () => clearTimeout(timer);
  }, []);

  function undo() {
    startTransition(async () => {
      setFailure(null);
      const undone: BulkResult[] = [];
      for (const { act: step, user_ids } of back) {
        const result = await attempt(() => changeMembersAction({ organization_id: organizationId, user_ids, ...step }));
        if ("reason" in result) {
          setFailure(result.reason);
          break;
        }
        undone.push(...result.data.results);
      }
      if (undone.length > 0) onOutcome({ act, results: undone, names, isUndo: true });
      router.refresh();
    });
  }

  return (
    <div ref={panel} tabIndex={-1} className="rounded-lg">
      <Alert tone={refused.length > 0 ? "warning" : "success"} title={headline()}>
        {unchanged.length > 0 && <p>It was so already for {unchanged.map(({ user_id }) => nameOf(user_id)).join(", ")}.</p>}
        {refused.length > 0 && (
          <ul className="mt-1 grid gap-0.5">
            {refused.map(({ user_id, reason }) => (
              <li key={user_id}>
                <span className="font-medium text-foreground">{nameOf(user_id)}</span>: {reason}
              </li>
            ))}
          </ul>
        )}
        {failure && <p className="mt-1 text-danger">{failure}</p>}
        <div className="mt-2.5 flex gap-2">
          {back.length > 0 && (
            <Button variant="secondary" size="sm" pending={pending} onClick={undo}>
              Undo
            </Button>
          )}
          <Button variant="ghost" size="sm" onClick={() => onOutcome(null)}>
            Dismiss
          </Button>
        </div>
      </Alert>
    </div>
  );

  function headline(): string {
    if (done.length === 0) return refused.length > 0 ? "Nothing was done." : "Nothing had to be done.";
    const whom = whomOf(done.map(({ user_id }) => nameOf(user_id)));
    const first = isUndo ? `Undone for ${whom}.` : ACT_TEXTS[act].done(whom, done.length === 1);
    return refused.length > 0 ? `${first} ${refused.length} could not be:` : first;
  }
}
