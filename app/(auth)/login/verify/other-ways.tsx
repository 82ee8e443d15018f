"use client";

import ChevronRight from "lucide-react/icons/chevron-right";
import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import LifeBuoy from "lucide-react/icons/life-buoy";
import Mail from "lucide-react/icons/mail";
import MessageSquare from "lucide-react/icons/message-square";
import Smartphone from "lucide-react/icons/smartphone";
import type { FactorMethod } from "@/lib/factors/factors.schema";
import type { OfferedMethod } from "@/lib/signin/send-code";

/** What each way is called in a list. */
const WAYS: Record<FactorMethod, { icon: typeof Mail; label: string }> = {
  passkey: { icon: Fingerprint, label: "Your passkey" },
  totp: { icon: Smartphone, label: "A code from your authenticator app" },
  sms: { icon: MessageSquare, label: "A code by text message" },
  email: { icon: Mail, label: "A code by e-mail" },
  recovery_code: { icon: LifeBuoy, label: "A recovery code" },
};

/** The other ways to prove a second factor, to choose from. */
export function OtherWays({ ways, onChoose }: { ways: OfferedMethod[]; onChoose: (method: FactorMethod) => void }) {
  return (
    <ul aria-label="Other ways" className="divide-y divide-border rounded-lg border border-border">
      {ways.map(({ method, destination }, at) => {
        const { icon: Icon, label } = WAYS[method];
        return (
          <li key={method}>
            <button
              type="button"
              // Whoever opened the list by keyboard goes on in it.
              // biome-ignore lint/a11y/noAutofocus: the button that had the focus has just gone
              autoFocus={at === 0}
              onClick={() => onChoose(method)}
              className="flex min-h-14 w-full items-center gap-3 px-4 py-3 text-left hover:bg-subtle"
            >
              <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{label}</span>
                {destination && <span className="block truncate text-sm text-muted">{destination}</span>}
              </span>
              <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-muted" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
