import type { AddressList } from "@/app/orgs/[slug]/invitations/address-list";
import { Alert } from "@/components/ui/alert";

export interface InvitePreviewProps {
  list: AddressList;
  roles: { slug: string; name: string }[];
  /** The role of whoever names none. */
  fallback: string;
}

/** Of a long list as many as one looks through; the number says the rest. */
const SHOWN = 50;

/** What was read out of the text, before anything is sent. */
export function InvitePreview({ list: { invitees, unreadable }, roles, fallback }: InvitePreviewProps) {
  const nameOf = (slug: string) => roles.find((role) => role.slug === slug)?.name ?? "Member";
  return (
    <>
      {unreadable.length > 0 && (
        <Alert tone="warning" title={`${unreadable.length} ${unreadable.length === 1 ? "line holds" : "lines hold"} no address`}>
          {unreadable.slice(0, 3).join(" · ")}
          {unreadable.length > 3 && " …"}
        </Alert>
      )}
      {invitees.length > 1 && (
        <div className="rounded-lg border border-border">
          <p className="border-b border-border px-3.5 py-2.5 text-sm font-medium">{invitees.length} addresses</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <section aria-label="Addresses that were read" tabIndex={0} className="max-h-56 overflow-y-auto">
            <table className="w-full text-left text-sm">
              <thead className="sr-only">
                <tr>
                  <th scope="col">Address</th>
                  <th scope="col">Role</th>
                </tr>
              </thead>
              <tbody className="divide-y divide-border">
                {invitees.slice(0, SHOWN).map(({ email, role }) => (
                  <tr key={email}>
                    <td className="px-3.5 py-2 [overflow-wrap:anywhere]">{email}</td>
                    <td className="px-3.5 py-2 text-right text-muted">{nameOf(role ?? fallback)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {invitees.length > SHOWN && (
            <p className="border-t border-border px-3.5 py-2 text-sm text-muted">and {invitees.length - SHOWN} more</p>
          )}
        </div>
      )}
    </>
  );
}
