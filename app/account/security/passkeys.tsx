import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import type { z } from "zod";
import { AddPasskeyButton } from "@/app/account/security/add-passkey-button";
import type { OwnerProof } from "@/app/account/security/owner-proof";
import { PasskeyActs } from "@/app/account/security/passkey-acts";
import { SectionCard } from "@/components/ui/card";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { listPasskeysContract } from "@/lib/passkeys/passkeys.schema";

type Listed = z.infer<typeof listPasskeysContract.output>;

/** One's passkeys, or why to have one. */
export function Passkeys({ listed, look, proof }: { listed: Listed; look: DateStyle; proof: OwnerProof }) {
  const { passkeys } = listed;
  const isFirst = passkeys.length === 0;
  const add = <AddPasskeyButton proof={proof} isFirst={isFirst} />;
  return (
    <SectionCard
      id="passkeys"
      title="Passkeys"
      description={
        isFirst
          ? "Sign in with your fingerprint, your face or the lock of your device: nothing to type, nothing to remember, nothing to steal."
          : "Each signs you in by itself, without a password and without a code."
      }
      {...(isFirst ? {} : { action: add })}
    >
      {isFirst ? (
        <div>{add}</div>
      ) : (
        <ul className="divide-y divide-border">
          {passkeys.map(({ id, name, synced, created_at, last_used_at }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4 first:pt-0 last:pb-0">
              <Fingerprint aria-hidden="true" className="size-5 shrink-0 text-muted" />
              <div className="min-w-0 flex-1 basis-40">
                <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
                <p className="text-sm text-muted">
                  {last_used_at ? (
                    <>
                      Last used <Moment at={last_used_at} look={look} />
                    </>
                  ) : (
                    <>
                      Added <Moment at={created_at} look={look} />
                    </>
                  )}
                  {synced ? " · on all your devices" : " · on one device only"}
                </p>
              </div>
              <PasskeyActs id={id} name={name} proof={proof} />
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  );
}
