"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { requestDataExportAction } from "@/app/account/privacy/actions";
import { attempt } from "@/components/form/failure";
import { announce } from "@/components/ui/announcer";
import { Button, type ButtonProps } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Has a copy of one's data made. */
export function RequestExportButton({ variant, children }: Pick<ButtonProps, "variant"> & { children: ReactNode }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      variant={variant}
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const result = await attempt(() => requestDataExportAction({}));
          if ("reason" in result) toast(result.reason, "danger");
          else announce("Your data is being prepared.");
          router.refresh();
        })
      }
    >
      {children}
    </Button>
  );
}
