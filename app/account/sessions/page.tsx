import type { Metadata } from "next";
import { Devices } from "@/app/account/sessions/devices";
import { EndOthersButton } from "@/app/account/sessions/end-others-button";
import { SessionCard } from "@/app/account/sessions/session-card";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/entry/page";
import { listDevices } from "@/lib/sessions/devices";
import { listSessions } from "@/lib/sessions/manage";

export const metadata: Metadata = { title: "Sessions" };

/** Where one is signed in, this place first. */
export default async function SessionsPage() {
  const { actor, session } = await requireSession("/account/sessions");
  const [{ items }, devices] = await Promise.all([listSessions(actor, { limit: 100 }), listDevices(actor, { limit: 100 })]);
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  const others = items.filter((item) => !item.current).length;
  return (
    <>
      <PageHeader
        title="Sessions"
        description="Every place where you are signed in, and the devices you came from. End what you do not recognise."
        action={others > 0 && <EndOthersButton count={others} />}
      />
      <ul className="grid gap-4">
        {items.map((item) => (
          <SessionCard key={item.id} item={item} look={look} />
        ))}
      </ul>
      {others === 0 && <p className="text-sm text-muted">You are signed in nowhere else.</p>}
      <Devices items={devices.items} look={look} />
    </>
  );
}
