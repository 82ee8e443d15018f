"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useRef, useState, useTransition } from "react";
import { readAddresses } from "@/app/orgs/[slug]/invitations/address-list";
import { InvitePreview } from "@/app/orgs/[slug]/invitations/invite-preview";
import { InviteResults } from "@/app/orgs/[slug]/invitations/invite-results";
import { type Answer, sendInvitations } from "@/app/orgs/[slug]/invitations/send-invitations";
import { UnitSelect } from "@/app/orgs/unit-select";
import { Alert } from "@/components/ui/alert";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { RoleView } from "@/lib/organizations/roles.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

export interface InviteFormProps {
  organizationId: string;
  /** Empty for whoever may not see roles: then everybody is invited as a member. */
  roles: RoleView[];
  units: UnitView[];
}

const HINT = "One or many, with commas, spaces or lines between. A row of a CSV file may name a role in a cell of its own.";
/** As a file with 2,000 addresses would be at most. */
const LARGEST_FILE = 512 * 1024;

/** Many addresses at once, typed, pasted or from a file, shown before anything is sent. */
export function InviteForm({ organizationId, roles, units }: InviteFormProps) {
  const router = useRouter();
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [role, setRole] = useState("member");
  const [unit, setUnit] = useState("");
  const [failure, setFailure] = useState<string>();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [sent, setSent] = useState(0);
  const [pending, startTransition] = useTransition();
  const list = readAddresses(text, roles);
  const count = list.invitees.length;

  async function load(chosen: File | undefined) {
    setFailure(undefined);
    if (!chosen) return;
    if (chosen.size > LARGEST_FILE) return setFailure("This file is larger than 512 KiB. Invite in several steps.");
    setText(await chosen.text());
  }

  function send(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    if (count === 0) return setFailure("Enter one address or more.");
    startTransition(async () => {
      setFailure(undefined);
      setAnswer(null);
      const offers = list.invitees.map((invitee) => ({
        email: invitee.email,
        role: invitee.role ?? role,
        unit_id: (invitee.role ?? role) === "owner" || unit === "" ? null : unit,
      }));
      const result = await sendInvitations(organizationId, offers, setSent);
      setAnswer(result);
      setFailure(result.reason);
      if (!result.reason) setText("");
      else if (result.unsent.length < count) setText(result.unsent.join("\n"));
      announce(`${result.invited} invited.`);
      router.refresh();
    });
  }

  return (
    <form method="post" noValidate className="grid gap-5" onSubmit={send}>
      <Field
        id={id}
        label="E-mail addresses"
        description={HINT}
        error={failure}
        aside={
          <Button variant="ghost" size="sm" onClick={() => file.current?.click()}>
            Open a CSV file
          </Button>
        }
      >
        <Textarea
          {...describedBy(id, { description: HINT, error: failure })}
          value={text}
          rows={3}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            setFailure(undefined);
          }}
        />
        <input
          ref={file}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          className="hidden"
          aria-label="CSV file with addresses"
          onChange={(event) => {
            void load(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </Field>
      <InvitePreview list={list} roles={roles} fallback={role} />
      <div className="grid gap-5 sm:grid-cols-2">
        {roles.length > 0 && (
          <Field id={`${id}-role`} label="Role" description={roles.find(({ slug }) => slug === role)?.description}>
            <Select id={`${id}-role`} value={role} onChange={(event) => setRole(event.target.value)}>
              {roles.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {units.length > 0 && <UnitSelect units={units} value={unit} onChange={setUnit} />}
      </div>
      <div role="status" className="empty:hidden">
        {pending && count > 100 && (
          <Alert tone="info">
            {sent} of {count} sent…
          </Alert>
        )}
        {answer && !pending && <InviteResults answer={answer} />}
      </div>
      <div className="flex justify-end">
        <Button type="submit" pending={pending}>
          {count > 1 ? `Invite ${count} people` : "Send invitation"}
        </Button>
      </div>
    </form>
  );
}
