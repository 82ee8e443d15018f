import ShieldCheck from "lucide-react/icons/shield-check";
import Smartphone from "lucide-react/icons/smartphone";
import Link from "next/link";
import type { z } from "zod";
import { FactorActs } from "@/app/account/security/factor-acts";
import type { OwnerProof } from "@/app/account/security/owner-proof";
import { RenewCodesButton } from "@/app/account/security/renew-codes-button";
import { buttonClass } from "@/components/ui/button-class";
import { SectionCard } from "@/components/ui/card";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { listFactorsContract } from "@/lib/factors/factors.schema";

type Listed = z.infer<typeof listFactorsContract.output>;

/** So few recovery codes left that new ones are the sensible step. */
const FEW = 3;

/** Authenticator apps and recovery codes, or why to have them. */
export function SecondFactor({ listed, look, proof }: { listed: Listed; look: DateStyle; proof: OwnerProof }) {
  const { factors, recovery_codes_left: left } = listed;
  const add = (
    <Link href="/account/security/authenticator" className={buttonClass({ variant: factors.length > 0 ? "secondary" : "primary" })}>
      {factors.length > 0 ? "Add another" : "Set up an authenticator app"}
    </Link>
  );
  return (
    <SectionCard
      id="second-factor"
      title="Second factor"
      description={
        factors.length > 0
          ? "Signing in asks for your password and for a code of one of these."
          : "A code from an app on your phone, besides your password: who learns the password alone cannot get in."
      }
      {...(factors.length > 0 ? { action: add } : {})}
    >
      {factors.length === 0 ? (
        <div>{add}</div>
      ) : (
        <ul className="divide-y divide-border">
          {factors.map((factor) => (
            <li key={factor.id} className="flex items-center gap-4 py-4 first:pt-0">
              <Smartphone aria-hidden="true" className="size-5 shrink-0 text-muted" />
              <div className="min-w-0 flex-1">
                <p className="font-medium [overflow-wrap:anywhere]">{factor.name}</p>
                <p className="text-sm text-muted">
                  {factor.last_used_at ? (
                    <>
                      Last used <Moment at={factor.last_used_at} look={look} />
                    </>
                  ) : (
                    "Not used yet"
                  )}
                </p>
              </div>
              <FactorActs id={factor.id} name={factor.name} isLast={factors.length === 1} proof={proof} />
            </li>
          ))}
          <li className="flex flex-wrap items-center gap-4 pt-4">
            <ShieldCheck aria-hidden="true" className={left > FEW ? "size-5 shrink-0 text-muted" : "size-5 shrink-0 text-warning"} />
            <div className="min-w-0 flex-1 basis-48">
              <p className="font-medium">Recovery codes</p>
              <p className="text-sm text-muted">
                {left === 0 ? "None left. Make new ones now." : `${left} left, for the day you do not have the app at hand.`}
              </p>
            </div>
            <RenewCodesButton proof={proof} />
          </li>
        </ul>
      )}
    </SectionCard>
  );
}
