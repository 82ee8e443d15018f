import { EndSessionButton } from "@/app/admin/users/[id]/end-session-button";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { listUserSessions } from "@/lib/sessions/administration";

type Session = Awaited<ReturnType<typeof listUserSessions>>["items"][number];

/** Where somebody is signed in. */
export function SessionRows({ userId, sessions, look }: { userId: string; sessions: Session[]; look: DateStyle }) {
  if (sessions.length === 0) return <p className="text-sm text-muted">Signed in nowhere.</p>;
  return (
    <ul className="-my-4 divide-y divide-border">
      {sessions.map((session) => (
        <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-4">
          <div className="min-w-0">
            <p className="font-medium [overflow-wrap:anywhere]">{session.device}</p>
            <p className="text-sm text-muted">
              {session.ip && <>{session.ip} · </>}last active <Moment at={session.last_seen_at} look={look} /> · signed in{" "}
              <Moment at={session.created_at} look={look} />
            </p>
          </div>
          <EndSessionButton userId={userId} sessionId={session.id} device={session.device} />
        </li>
      ))}
    </ul>
  );
}
