"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { updateUserAction } from "@/app/admin/users/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { AccountView } from "@/lib/accounts/administration.schema";

const ROLES = [
  { role: "admin", name: "Administrator", description: "May do everything on the platform and in every organization." },
  { role: "user", name: "User", description: "Has an account, and may make organizations." },
  { role: "guest", name: "Guest", description: "Belongs to organizations that invite them, and makes none." },
] as const;

/** The role on the platform, each with what it is for; a change asks first. */
export function PlatformRolePicker({ account }: { account: AccountView }) {
  const router = useRouter();
  const [role, setRole] = useState(account.role);
  const [open, setOpen] = useState(false);
  const chosen = ROLES.find((known) => known.role === role);
  return (
    <>
      <fieldset className="grid gap-2">
        <legend className="sr-only">Role</legend>
        {ROLES.map(({ role: value, name, description }) => (
          <label
            key={value}
            className="flex cursor-pointer items-start gap-3 rounded-lg border border-border px-3.5 py-3 has-checked:border-accent has-checked:bg-accent-subtle"
          >
            <input
              type="radio"
              name="role"
              value={value}
              checked={role === value}
              onChange={() => setRole(value)}
              className="mt-0.5 size-5 shrink-0 accent-accent"
            />
            <span>
              <span className="block text-[0.9375rem] font-medium">{name}</span>
              <span className="block text-sm text-muted">{description}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="mt-5 flex justify-end">
        <Button variant="secondary" disabled={role === account.role} onClick={() => setOpen(true)}>
          Change role
        </Button>
      </div>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Make ${account.full_name ?? account.email} ${role === "admin" ? "an administrator" : `a ${role}`}?`}
        description={`${chosen?.description ?? ""} It counts from their next request on.`}
        confirm="Change role"
        tone={role === "admin" ? "danger" : "plain"}
        onConfirm={async () => {
          const result = await attempt(() => updateUserAction({ id: account.id, role }));
          if ("reason" in result) return result.reason;
          toast("The role is changed.");
          router.refresh();
          return undefined;
        }}
      />
    </>
  );
}
