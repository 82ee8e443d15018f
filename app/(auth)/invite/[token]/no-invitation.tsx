import { AuthCard } from "@/components/layout/auth-card";
import { buttonClass } from "@/components/ui/button-class";

/** A link that was used, replaced, taken back, too old or never was: which one, we do not say. */
export function NoInvitation({ reason }: { reason?: string | undefined }) {
  return (
    <AuthCard
      title={reason ? "One moment" : "This invitation does not work any more"}
      description={
        reason ?? "It was used already, taken back, is too old, or a newer mail replaced it. Ask whoever invited you to send a new one."
      }
    >
      <a href="/orgs" className={buttonClass({ variant: "secondary", block: true })}>
        Your organizations
      </a>
    </AuthCard>
  );
}
