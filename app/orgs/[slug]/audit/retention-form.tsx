"use client";

import { useRouter } from "next/navigation";
import { setAuditRetentionAction } from "@/app/orgs/[slug]/audit/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { toast } from "@/components/ui/toast";

/** How many days events are kept; empty is for ever. */
export function RetentionForm({ organizationId, days }: { organizationId: string; days: number | null }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => {
      const typed = fields.text("days").trim();
      return { organization_id: organizationId, days: typed === "" ? null : Number(typed) };
    },
    action: setAuditRetentionAction,
    schema: () => import("@/lib/organizations/audit-retention.schema").then((loaded) => loaded.setAuditRetentionContract.input),
    onSuccess: ({ days: kept }) => {
      toast(kept === null ? "Events are kept for ever." : `Events are kept for ${kept} days.`);
      router.refresh();
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form}>
      <TextField
        form={form}
        name="days"
        label="Days"
        description="30 or more. Empty keeps everything for ever."
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        defaultValue={days ?? ""}
        className="max-w-32"
      />
      <div className="flex justify-end">
        <SubmitButton form={form}>Save</SubmitButton>
      </div>
    </ActionFormElement>
  );
}
