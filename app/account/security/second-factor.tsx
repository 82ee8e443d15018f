import Mail from "lucide-react/icons/mail";
import MessageSquare from "lucide-react/icons/message-square";
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

/** How each kind of factor is shown, and where it is set up. */
const KINDS = {
  totp: {
    icon: Smartphone,
    path: "/account/security/authenticator",
    add: "Set up an authenticator app",
    another: "Add an authenticator app",
  },
  email: { icon: Mail, path: "/account/security/email-codes", add: "Codes by e-mail", another: "Add codes by e-mail" },
  sms: { icon: MessageSquare, path: "/account/security/text-codes", add: "Codes by text message", another: "Add codes by text message" },
} as const;

/** The name of a factor, for people. */
const nameOf = ({ type, name }: Listed["factors"][number]): string =>
  type === "totp" ? name : `${type === "email" ? "E-mail to" : "Text message to"} ${name}`;

/** Authenticator apps, codes that are sent and recovery codes, or why to have them. */
export function SecondFactor({ listed, look, proof }: { listed: Listed; look: DateStyle; proof: OwnerProof }) {
  const { factors, recovery_codes_left: left, can_add: addable } = listed;
  const has = factors.length > 0;
  const add = (
    <div className="flex flex-wrap gap-3">
      {addable.map((type) => (
        <Link
          key={type}
          href={KINDS[type].path}
          className={buttonClass({ variant: type === "totp" && !has ? "primary" : "secondary", ...(has ? { size: "sm" } : {}) })}
        >
          {has ? KINDS[type].another : KINDS[type].add}
        </Link>
      ))}
    </div>
  );
  return (
    <SectionCard
      id="second-factor"
      title="Second factor"
      description={
        has
          ? "Signing in asks for your password and for one of these."
          : "A code besides your password: who learns the password alone cannot get in. An app on your phone is the safest way to get it."
      }
    >
      {!has ? (
        add
      ) : (
        <ul className="divide-y divide-border">
          {factors.map((factor) => {
            const { icon: Icon } = KINDS[factor.type];
            return (
              <li key={factor.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4 first:pt-0">
                <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
                <div className="min-w-0 flex-1 basis-40">
                  <p className="font-medium [overflow-wrap:anywhere]">{nameOf(factor)}</p>
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
                <FactorActs id={factor.id} name={nameOf(factor)} type={factor.type} isLast={factors.length === 1} proof={proof} />
              </li>
            );
          })}
          <li className="flex flex-wrap items-center gap-4 py-4">
            <ShieldCheck aria-hidden="true" className={left > FEW ? "size-5 shrink-0 text-muted" : "size-5 shrink-0 text-warning"} />
            <div className="min-w-0 flex-1 basis-48">
              <p className="font-medium">Recovery codes</p>
              <p className="text-sm text-muted">
                {left === 0 ? "None left. Make new ones now." : `${left} left, for the day you do not have the other way at hand.`}
              </p>
            </div>
            <RenewCodesButton proof={proof} />
          </li>
          <li className="pt-4">{add}</li>
        </ul>
      )}
    </SectionCard>
  );
}
