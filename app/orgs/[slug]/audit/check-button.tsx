"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { requestAuditCheckAction } from "@/app/orgs/[slug]/audit/actions";
import { attempt } from "@/components/form/failure";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Has the log verified. */
export function CheckButton({ organizationId, children }: { organizationId: string; children: ReactNode }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      variant="secondary"
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const result = await attempt(() => requestAuditCheckAction({ organization_id: organizationId }));
          if ("reason" in result) toast(result.reason, "danger");
          else announce("The audit log is being checked.");
          router.refresh();
        })
      }
    >
      {children}
    </Button>
  );
}
