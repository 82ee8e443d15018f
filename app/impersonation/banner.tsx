import VenetianMask from "lucide-react/icons/venetian-mask";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { TimeLeft } from "@/app/impersonation/time-left";
import { buttonClass } from "@/components/ui/button-class";
import { classNames } from "@/components/ui/class-names";
import { findOwnSession } from "@/lib/entry/actor";
import { currentCaller } from "@/lib/entry/page";

/**
 * Says on every page as whom an administrator acts, and is the way back; it stays in sight however far the page is scrolled. Drawn
 * only where the browser has put an own session aside. Stopping is a plain form, and works without any script.
 */
export async function ImpersonationBanner() {
  const { session } = await currentCaller();
  if (session?.impersonator) {
    const { name, email } = session.user;
    const end = session.absoluteExpiresAt;
    return (
      <Strip look="bg-danger text-danger-foreground" button="Stop">
        You act as <strong className="font-semibold">{name ? `${name} (${email})` : email}</strong>.{" "}
        <span className="max-sm:hidden">All you do is recorded under your name. </span>
        <TimeLeft until={end.toISOString()} seconds={Math.max(0, Math.ceil((end.getTime() - Date.now()) / 1000))} />
      </Strip>
    );
  }
  if (!(await findOwnSession(await headers()))) return null;
  return (
    <Strip look="border-b border-warning/40 bg-warning-subtle text-foreground" button="Return to your account">
      You do not act as somebody else any more.
    </Strip>
  );
}

function Strip({ look, button, children }: { look: string; button: string; children: ReactNode }) {
  return (
    <section aria-label="Acting as somebody else" data-impersonation="" className={classNames("sticky top-0 z-30", look)}>
      <form
        method="post"
        action="/impersonation/end"
        className="mx-auto flex w-full max-w-5xl items-center gap-x-4 gap-y-2 px-5 py-2 text-sm leading-5 sm:px-8"
      >
        <VenetianMask aria-hidden="true" className="size-5 shrink-0 max-sm:hidden" />
        <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</p>
        <button type="submit" className={buttonClass({ variant: "secondary", size: "sm" })}>
          {button}
        </button>
      </form>
    </section>
  );
}
