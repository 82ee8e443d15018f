"use client";

import { useState, useTransition } from "react";
import { previewSecurityPolicyAction } from "@/app/orgs/[slug]/security/actions";
import type { PolicyInput } from "@/app/orgs/[slug]/security/policy-input";
import { askSentence } from "@/app/orgs/policy-words";
import { attempt } from "@/components/form/failure";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
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
  const [shown, setShown] = useState<{ of: string; preview: Preview } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const now = JSON.stringify(policy);

  function look() {
    startTransition(async () => {
      setFailure(null);
      const result = await attempt(() => previewSecurityPolicyAction(policy));
      if ("reason" in result) setFailure(result.reason);
      else setShown({ of: now, preview: result.data });
    });
  }

  return (
    <div className="grid gap-3">
      <div>
        <Button variant="secondary" size="sm" pending={pending} onClick={look}>
          What would change?
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {failure && <Alert tone="danger">{failure}</Alert>}
        {/* What was asked about another choice is no answer any more. */}
        {shown?.of === now && <Answer preview={shown.preview} />}
      </div>
    </div>
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
