"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { requestAuditFileAction } from "@/app/orgs/[slug]/audit/actions";
import { attempt } from "@/components/form/failure";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

const FORMATS = [
  ["csv", "CSV"],
  ["jsonl", "JSON Lines"],
] as const;

/** Has a file made of what the search finds. */
export function FileForm({ organizationId, q, again }: { organizationId: string; q: string; again: boolean }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const ask = (format: "csv" | "jsonl") =>
    startTransition(async () => {
      const result = await attempt(() => requestAuditFileAction({ organization_id: organizationId, q, format }));
      if ("reason" in result) toast(result.reason, "danger");
      else announce("The file is being made.");
      router.refresh();
    });
  return (
    <div className="flex flex-wrap gap-3">
      {FORMATS.map(([format, name]) => (
        <Button key={format} variant="secondary" disabled={pending} onClick={() => ask(format)}>
          {again ? `Make a new ${name} file` : `Make a ${name} file`}
        </Button>
      ))}
    </div>
  );
}
