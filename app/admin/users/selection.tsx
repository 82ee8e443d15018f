"use client";

import ChevronDown from "lucide-react/icons/chevron-down";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { changeManyAccountsAction } from "@/app/admin/users/actions";
import { ACT_NAMES, ACTS } from "@/app/admin/users/acts";
import { type Outcome, Outcomes } from "@/app/admin/users/outcomes";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import type { AccountAct } from "@/lib/accounts/administration.schema";

interface Chosen {
  id: string;
  label: string;
}

/** A list whose rows can be chosen, and what can be done about the chosen ones. The boxes hold the choice. */
export function Selection({ children }: { children: ReactNode }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [asked, setAsked] = useState<AccountAct | null>(null);
  const [outcomes, setOutcomes] = useState<Outcome[] | null>(null);

  const boxes = () => [...(form.current?.querySelectorAll<HTMLInputElement>("input[name=ids]:not(:disabled)") ?? [])];
  const count = () =>
    setChosen(
      boxes()
        .filter((box) => box.checked)
        .map((box) => ({ id: box.value, label: box.dataset.label ?? box.value })),
    );
  const chooseAll = (checked: boolean) => {
    for (const box of boxes()) box.checked = checked;
    count();
  };

  async function act(name: AccountAct): Promise<string | undefined> {
    const result = await attempt(() => changeManyAccountsAction({ act: name, ids: chosen.map(({ id }) => id) }));
    if ("reason" in result) return result.reason;
    const labels = new Map(chosen.map(({ id, label }) => [id, label]));
    setOutcomes(result.data.results.map(({ id, ...rest }) => ({ label: labels.get(id) ?? id, ...rest })));
    chooseAll(false);
    router.refresh();
    return undefined;
  }

  return (
    <form ref={form} method="post" onChange={count} onSubmit={(event) => event.preventDefault()}>
      <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-border px-5 py-2 sm:px-6">
        <label className="flex min-h-9 items-center gap-3 text-sm pointer-coarse:min-h-11">
          <span className="grid size-9 place-items-center pointer-coarse:size-11">
            <input
              type="checkbox"
              className="size-5 accent-accent"
              checked={chosen.length > 0}
              onChange={(event) => chooseAll(event.target.checked)}
            />
          </span>
          Choose all on this page
        </label>
        <div className="flex items-center gap-3">
          <p role="status" className="text-sm text-muted">
            {chosen.length > 0 && `${chosen.length} chosen`}
          </p>
          <DropdownMenu
            trigger={
              <Button variant="secondary" size="sm" disabled={chosen.length === 0}>
                With the chosen
                <ChevronDown aria-hidden="true" className="size-4 text-muted" />
              </Button>
            }
          >
            {ACT_NAMES.map((name) => (
              <MenuItem key={name} onSelect={() => setAsked(name)}>
                {ACTS[name].label}
              </MenuItem>
            ))}
          </DropdownMenu>
        </div>
      </div>
      {children}
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setAsked(null)}
          title={`${ACTS[asked].label}: ${chosen.length} ${chosen.length === 1 ? "person" : "people"}?`}
          description={ACTS[asked].description}
          confirm={ACTS[asked].confirm}
          tone={ACTS[asked].tone}
          onConfirm={() => act(asked)}
        />
      )}
      <Outcomes outcomes={outcomes} onClose={() => setOutcomes(null)} />
    </form>
  );
}
