"use client";

import ChevronDown from "lucide-react/icons/chevron-down";
import { ACT_TEXTS } from "@/app/orgs/[slug]/members/bulk/acts";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import type { MemberAct } from "@/lib/organizations/member-bulk.schema";

export interface BulkBarProps {
  count: number;
  /** How many there are on the page. */
  of: number;
  acts: MemberAct[];
  onAll: () => void;
  onClear: () => void;
  onAct: (act: MemberAct) => void;
}

/** The head of the list: choose the page, and do something to whoever is chosen. It stays in view while one scrolls. */
export function BulkBar({ count, of, acts, onAll, onClear, onAct }: BulkBarProps) {
  return (
    <div className="sticky top-(--banner) z-10 flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 rounded-t-xl border-b border-border bg-surface px-5 py-2 sm:px-6">
      <Checkbox
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && count < of;
        }}
        label={
          <span className="text-sm text-muted">
            <span className={count > 0 ? "sr-only" : ""}>Select page</span>
            {count > 0 && ` ${count} of ${of} selected`}
          </span>
        }
        checked={count > 0 && count === of}
        onChange={onAll}
      />
      <span role="status" className="sr-only">
        {count > 0 ? `${count} selected` : ""}
      </span>
      {count > 0 && (
        <div className="ml-auto flex items-center gap-1">
          <Button variant="ghost" size="sm" onClick={onClear}>
            Clear
          </Button>
          <DropdownMenu
            trigger={
              <Button size="sm">
                Actions
                <ChevronDown aria-hidden="true" className="size-4" />
              </Button>
            }
          >
            {acts
              .filter((act) => act !== "remove")
              .map((act) => (
                <MenuItem key={act} onSelect={() => onAct(act)}>
                  {ACT_TEXTS[act].verb}
                </MenuItem>
              ))}
            {acts.includes("remove") && acts.length > 1 && <MenuSeparator />}
            {acts.includes("remove") && <MenuItem onSelect={() => onAct("remove")}>{ACT_TEXTS.remove.verb}</MenuItem>}
          </DropdownMenu>
        </div>
      )}
    </div>
  );
}
