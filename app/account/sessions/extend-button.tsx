"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { extendSessionAction } from "@/app/account/sessions/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Starts this session's idle time anew. */
export function ExtendButton() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      variant="ghost"
      size="sm"
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const result = await attempt(() => extendSessionAction({}));
          if ("reason" in result) toast(result.reason, "danger");
          else toast("You stay signed in.");
          router.refresh();
        })
      }
    >
      Stay signed in
    </Button>
  );
}
