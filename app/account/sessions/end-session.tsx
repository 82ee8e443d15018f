"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

export interface EndSessionProps {
  device: string;
  /** Ends it: one's own, or an administrator somebody else's. */
  end: () => ReturnType<Parameters<typeof attempt>[0]>;
}

/** Ends one session after asking. */
export function EndSession({ device, end }: EndSessionProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" size="sm" aria-label={`End session: ${device}`} onClick={() => setOpen(true)}>
        End session
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="End this session?"
        description={`${device} is signed out at once. Whoever uses it must sign in again.`}
        confirm="End session"
        onConfirm={async () => {
          const result = await attempt(end);
          if ("reason" in result) return result.reason;
          toast(`${device} is signed out.`);
          router.refresh();
          return undefined;
        }}
      />
    </>
  );
}
