"use client";

import { previewRoleAction } from "@/app/orgs/[slug]/roles/actions";
import { WhatWouldChange } from "@/app/orgs/[slug]/what-would-change";
import { Alert } from "@/components/ui/alert";

export interface RolePreviewProps {
  organizationId: string;
  roleId: string;
  permissions: string[];
}

interface Preview {
  gained: string[];
  lost: string[];
  not_held: string[];
  holders: number;
  sample: { user_id: string; email: string; full_name: string | null }[];
}

/** What would change, and for whom, before it does. */
export function RolePreview({ organizationId, roleId, permissions }: RolePreviewProps) {
  const ask = () => previewRoleAction({ organization_id: organizationId, role_id: roleId, permissions });
  return (
    <WhatWouldChange of={permissions.join(" ")} ask={ask}>
      {(preview: Preview) => <Answer preview={preview} />}
    </WhatWouldChange>
  );
}

function Answer({ preview: { gained, lost, not_held, holders, sample } }: { preview: Preview }) {
  if (gained.length === 0 && lost.length === 0) return <Alert tone="info">Nothing would change.</Alert>;
  const names = sample.map(({ full_name, email }) => full_name ?? email);
  const more = holders - names.length;
  return (
    <Alert
      tone={not_held.length > 0 ? "warning" : "info"}
      title={
        holders === 0
          ? "Nobody has this role yet"
          : `This concerns ${holders >= 1000 ? "1,000 or more" : holders} ${holders === 1 ? "person" : "people"}`
      }
    >
      {gained.length > 0 && <p>They gain {gained.join(", ")}.</p>}
      {lost.length > 0 && <p>They lose {lost.join(", ")}.</p>}
      {names.length > 0 && (
        <p>
          {names.join(", ")}
          {more > 0 && ` and ${more} more`}
        </p>
      )}
      {not_held.length > 0 && <p>It would be refused: you do not hold {not_held.join(", ")}.</p>}
    </Alert>
  );
}
