"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";

export interface Outcome {
  label: string;
  status: "done" | "unchanged" | "refused";
  reason: string | null;
}

const STATUS = {
  done: { tone: "success", text: "Done" },
  unchanged: { tone: "neutral", text: "Was so already" },
  refused: { tone: "danger", text: "Refused" },
} as const;

/** What became of an act, for each person. */
export function Outcomes({ outcomes, onClose }: { outcomes: Outcome[] | null; onClose: () => void }) {
  if (outcomes === null) return null;
  const done = outcomes.filter(({ status }) => status === "done").length;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Done for ${done} of ${outcomes.length}`}>
      <ul className="-my-2 divide-y divide-border">
        {outcomes.map(({ label, status, reason }) => (
          <li key={label} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2.5 text-[0.9375rem]">
            <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
            <Badge tone={STATUS[status].tone}>{STATUS[status].text}</Badge>
            {reason && <span className="w-full text-sm text-muted">{reason}</span>}
          </li>
        ))}
      </ul>
      <DialogButtons>
        <Button onClick={onClose}>Close</Button>
      </DialogButtons>
    </Dialog>
  );
}
