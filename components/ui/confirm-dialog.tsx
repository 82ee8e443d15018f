"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, and what will not. */
  description: ReactNode;
  /** The verb: "End session", never "OK". */
  confirm: string;
  /** Must be typed before the act, where it cannot be taken back. */
  phrase?: string;
  tone?: "danger" | "plain";
  /** Does it; resolves to a sentence when it failed, and to nothing when it worked. */
  onConfirm: () => Promise<string | undefined>;
}

/** Asks before something that hurts. Closes when it is done; stays with the reason when it failed. */
export function ConfirmDialog({ open, onOpenChange, title, description, confirm, phrase, tone = "danger", onConfirm }: ConfirmDialogProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [mismatch, setMismatch] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [pending, setPending] = useState(false);

  function close(next: boolean) {
    if (pending) return;
    setTyped("");
    setMismatch(undefined);
    setFailure(undefined);
    onOpenChange(next);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    event.stopPropagation();
    if (pending) return;
    if (phrase && typed.trim() !== phrase) {
      setMismatch(`Type ${phrase} to confirm.`);
      event.currentTarget.querySelector("input")?.focus();
      return;
    }
    setPending(true);
    setFailure(undefined);
    const reason = await onConfirm().catch(() => "We could not reach the server. Check your connection and try again.");
    setPending(false);
    if (reason) setFailure(reason);
    else {
      setTyped("");
      onOpenChange(false);
    }
  }

  return (
    <Dialog open={open} onOpenChange={close} title={title} description={description}>
      <form method="post" noValidate className="grid gap-5" onSubmit={submit}>
        <Problem>{failure}</Problem>
        {phrase && (
          <Field
            id={id}
            error={mismatch}
            label={
              <>
                Type <strong className="font-semibold">{phrase}</strong> to confirm
              </>
            }
          >
            <Input
              {...describedBy(id, { error: mismatch })}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setMismatch(undefined);
              }}
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
            />
          </Field>
        )}
        <DialogButtons>
          <Button variant="secondary" onClick={() => close(false)}>
            Cancel
          </Button>
          <Button type="submit" variant={tone === "danger" ? "danger" : "primary"} pending={pending}>
            {confirm}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
