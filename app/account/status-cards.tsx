import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import KeyRound from "lucide-react/icons/key-round";
import Laptop from "lucide-react/icons/laptop";
import MailCheck from "lucide-react/icons/mail-check";
import MailWarning from "lucide-react/icons/mail-warning";
import MonitorSmartphone from "lucide-react/icons/monitor-smartphone";
import ShieldCheck from "lucide-react/icons/shield-check";
import ShieldOff from "lucide-react/icons/shield-off";
import Link from "next/link";
import type { ReactNode } from "react";
import { hasFewCodes, type Protection } from "@/app/account/next-step";
import { Address } from "@/components/ui/address";
import { classNames } from "@/components/ui/class-names";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { ProfileView } from "@/lib/accounts/profile.schema";

interface Status {
  Icon: typeof KeyRound;
  title: string;
  state: ReactNode;
  href: string;
  step: string;
  tone: "calm" | "attention";
}

interface StatusCardsProps {
  profile: ProfileView;
  protection: Protection;
  look: DateStyle;
}

/** What to know at a glance, each with what can be done about it. */
export function StatusCards({ profile, protection, look }: StatusCardsProps) {
  const { passkeys, sessions, devices } = protection;
  const cards: Status[] = [
    profile.email_verified
      ? {
          Icon: MailCheck,
          title: "E-mail",
          state: <Address email={profile.email} />,
          href: "/account/security#email",
          step: "Change address",
          tone: "calm",
        }
      : {
          Icon: MailWarning,
          title: "E-mail",
          state: "Not confirmed yet",
          href: `/verify-email?email=${encodeURIComponent(profile.email)}`,
          step: "Confirm address",
          tone: "attention",
        },
    {
      Icon: KeyRound,
      title: "Password",
      state: profile.password_changed_at ? (
        <>
          Changed <Moment at={profile.password_changed_at} look={look} />
        </>
      ) : (
        "None yet"
      ),
      href: "/account/security#password",
      step: profile.has_password ? "Change password" : "Choose a password",
      tone: "calm",
    },
    {
      Icon: Fingerprint,
      title: "Passkeys",
      state: passkeys === 0 ? "None yet" : passkeys === 1 ? "One" : String(passkeys),
      href: "/account/security#passkeys",
      step: passkeys === 0 ? "Add a passkey" : "Review passkeys",
      tone: "calm",
    },
    secondFactorCard(protection),
    {
      Icon: MonitorSmartphone,
      title: "Signed in",
      state: sessions === 1 ? "On this device only" : `In ${sessions} places`,
      href: "/account/sessions",
      step: "Review sessions",
      tone: "calm",
    },
    {
      Icon: Laptop,
      title: "Devices",
      state: devices === 0 ? "None noted yet" : devices === 1 ? "One is known" : `${devices} are known`,
      href: "/account/sessions#devices",
      step: "Review devices",
      tone: "calm",
    },
  ];
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {cards.map(({ Icon, title, state, href, step, tone }) => (
        <li key={title} className="flex flex-col rounded-xl border border-border bg-surface p-5 shadow-card">
          <p className="flex items-center gap-2 text-sm text-muted">
            <Icon aria-hidden="true" className={classNames("size-4", tone === "attention" ? "text-warning" : "text-success")} />
            {title}
          </p>
          <p className="mt-2 font-medium">{state}</p>
          <Link
            href={href}
            className="mt-auto inline-flex min-h-6 items-center self-start rounded-sm pt-3 text-sm font-medium text-accent underline-offset-[3px] hover:underline"
          >
            {step}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function secondFactorCard(protection: Protection): Status {
  const { factors, recoveryCodesLeft: left } = protection;
  const here = { title: "Second factor", href: "/account/security#second-factor" };
  if (factors === 0)
    return { ...here, Icon: ShieldOff, state: "Off", step: "Set one up", tone: protection.hasPassword ? "attention" : "calm" };
  return {
    ...here,
    Icon: ShieldCheck,
    state: left === 1 ? "On, 1 recovery code left" : `On, ${left} recovery codes left`,
    step: hasFewCodes(protection) ? "Make new codes" : "Review",
    tone: hasFewCodes(protection) ? "attention" : "calm",
  };
}
