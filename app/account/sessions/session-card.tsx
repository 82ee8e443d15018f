import { DEVICE_ICON, isPhone } from "@/app/account/sessions/device-icon";
import { EndSessionButton } from "@/app/account/sessions/end-session-button";
import { ExtendButton } from "@/app/account/sessions/extend-button";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { SessionView } from "@/lib/sessions/sessions.schema";

/** One place where one is signed in. */
export function SessionCard({ item, look }: { item: SessionView; look: DateStyle }) {
  const Icon = DEVICE_ICON[isPhone(item.device) ? "phone" : "computer"];
  return (
    <li className="flex flex-wrap items-start gap-x-5 gap-y-4 rounded-xl border border-border bg-surface p-5 shadow-card sm:px-6">
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-subtle text-muted">
        <Icon aria-hidden="true" className="size-5" />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h2 className="font-medium">{item.device}</h2>
          {item.current && <Badge tone="accent">This device</Badge>}
          {item.impersonated && <Badge tone="warning">Acts as you</Badge>}
          {item.remember_me && <Badge>Stays signed in</Badge>}
        </div>
        <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-sm text-muted">
          <Fact name="Last active">{item.current ? "Now" : <Moment at={item.last_seen_at} look={look} />}</Fact>
          <Fact name="Signed in">
            <Moment at={item.created_at} look={look} as="absolute" />
          </Fact>
          <Fact name="Ends">
            {item.expires_at !== item.absolute_expires_at && (
              <>
                <Moment at={item.expires_at} look={look} /> without activity, at the latest{" "}
              </>
            )}
            <Moment at={item.absolute_expires_at} look={look} as="absolute" />
          </Fact>
          {item.ip && <Fact name="Address">{item.ip}</Fact>}
        </dl>
      </div>
      <div className="flex flex-wrap gap-2 max-sm:w-full">
        {item.current ? (
          <>
            <ExtendButton />
            <form method="post" action="/logout">
              <Button type="submit" variant="secondary" size="sm">
                Sign out
              </Button>
            </form>
          </>
        ) : (
          <EndSessionButton id={item.id} device={item.device} />
        )}
      </div>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="contents">
      <dt className="whitespace-nowrap">{name}</dt>
      <dd className="text-foreground">{children}</dd>
    </div>
  );
}
