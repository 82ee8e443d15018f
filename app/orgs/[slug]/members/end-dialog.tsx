"use client";

import { useRouter } from "next/navigation";
import { setMembershipEndAction } from "@/app/orgs/[slug]/members/actions";
import { dayOf, endOfDay } from "@/app/orgs/[slug]/members/last-day";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { MemberView } from "@/lib/organizations/members.schema";

export interface EndDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  member: MemberView;
  organizationId: string;
}

/** Until when somebody belongs here: for guests, trainees and contractors. */
export function EndDialog({ open, onOpenChange, member, organizationId }: EndDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`End of ${member.full_name ?? member.email}'s membership`}
      description="They get in until the end of that day. Nothing is deleted, and you can move the end."
    >
      <EndForm member={member} organizationId={organizationId} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function EndForm({ member, organizationId, onDone }: Pick<EndDialogProps, "member" | "organizationId"> & { onDone: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ organization_id: organizationId, user_id: member.user_id, ends_at: endOfDay(fields.text("ends_at")) }),
    action: setMembershipEndAction,
    onSuccess: (data) => {
      toast(data.ends_at ? "The membership has an end." : "The membership has no end.");
      onDone();
      router.refresh();
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form}>
      <TextField
        form={form}
        name="ends_at"
        label="Last day"
        type="date"
        defaultValue={dayOf(member.ends_at)}
        description="Leave it empty for no end."
      />
      <DialogButtons>
        <Button variant="secondary" onClick={onDone}>
          Cancel
        </Button>
        <SubmitButton form={form}>Save</SubmitButton>
      </DialogButtons>
    </ActionFormElement>
  );
}
