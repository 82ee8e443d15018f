"use client";

import { previewSecurityPolicyAction } from "@/app/orgs/[slug]/security/actions";
import type { PolicyInput } from "@/app/orgs/[slug]/security/policy-input";
import { WhatWouldChange } from "@/app/orgs/[slug]/what-would-change";
import { askSentence } from "@/app/orgs/policy-words";
import { Alert } from "@/components/ui/alert";
import type { PolicyAsk } from "@/lib/access/policy.schema";

interface Preview {
  not_complying: number;
  is_more: boolean;
  sample: { user_id: string; email: string; full_name: string | null }[];
  own: PolicyAsk[];
  changes: string[];
}

/** Whom a policy would keep out, before it is saved. */
export function PolicyPreview({ policy }: { policy: PolicyInput }) {
  return (
    <WhatWouldChange of={JSON.stringify(policy)} ask={() => previewSecurityPolicyAction(policy)}>
      {(preview: Preview) => <Answer preview={preview} />}
    </WhatWouldChange>
  );
}

function Answer({ preview: { not_complying: count, is_more, sample, own, changes } }: { preview: Preview }) {
  if (own.length > 0) {
    return (
      <Alert tone="danger" title="It would be refused: it would keep you out yourself">
        {own.map(askSentence).join(" ")}
      </Alert>
    );
  }
  if (changes.length === 0) return <Alert tone="info">Nothing would change.</Alert>;
  if (count === 0) return <Alert tone="success">Every member complies with this already.</Alert>;
  const names = sample.map(({ full_name, email }) => full_name ?? email);
  const more = is_more ? "many more" : `${count - names.length} more`;
  return (
    <Alert tone="warning" title={`${is_more ? "More than 1,000" : count} ${count === 1 ? "member has" : "members have"} to do something`}>
      {names.length > 0 && (
        <>
          {names.join(", ")}
          {(is_more || count > names.length) && ` and ${more}`}
        </>
      )}
    </Alert>
  );
}
