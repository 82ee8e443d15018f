import { DEVICE_ICON, isPhone } from "@/app/account/sessions/device-icon";
import { ForgetDeviceButton, ForgetOthersButton } from "@/app/account/sessions/forget-device";
import { Badge } from "@/components/ui/badge";
import { SectionCard } from "@/components/ui/card";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { DeviceView } from "@/lib/sessions/devices.schema";

/** The devices that one has signed in from, this one first. */
export function Devices({ items, look }: { items: DeviceView[]; look: DateStyle }) {
  const others = items.filter((item) => !item.current).length;
  return (
    <SectionCard
      id="devices"
      title="Devices"
      description="Browsers that have signed in to your account. A forgotten one is signed out, and is new to us the next time."
      {...(others > 1 ? { action: <ForgetOthersButton count={others} /> } : {})}
    >
      {items.length === 0 && <p className="text-sm text-muted">None yet: they are noted from the next sign-in on.</p>}
      <ul className="divide-y divide-border empty:hidden">
        {items.map((item) => {
          const Icon = DEVICE_ICON[isPhone(item.name) ? "phone" : "computer"];
          return (
            <li key={item.id} className="flex items-center gap-4 py-4 first:pt-0 last:pb-0">
              <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium [overflow-wrap:anywhere]">
                  {item.name}
                  {item.current && <Badge tone="accent">This device</Badge>}
                  {item.trusted_until && <Badge tone="success">Trusted</Badge>}
                </p>
                <p className="text-sm text-muted [overflow-wrap:anywhere] first-letter:uppercase">
                  {[item.place, item.ip].filter(Boolean).join(" · ")} · Last used <Moment at={item.last_seen_at} look={look} />
                  {item.trusted_until && (
                    <>
                      {" "}
                      · No second factor until <Moment at={item.trusted_until} look={look} as="absolute" />
                    </>
                  )}
                </p>
              </div>
              <ForgetDeviceButton id={item.id} name={item.name} isCurrent={item.current} />
            </li>
          );
        })}
      </ul>
    </SectionCard>
  );
}
