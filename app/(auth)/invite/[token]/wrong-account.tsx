import { Address } from "@/components/ui/address";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";

/** Signed in as somebody else: says who the invitation is for, and leads there by signing out. */
export function WrongAccount({ invited, own, path }: { invited: string; own: string; path: string }) {
  return (
    <div className="grid gap-5">
      <Alert tone="warning" title="This invitation is for another account">
        It is for <Address email={invited} />, and you are signed in as <Address email={own} />.
      </Alert>
      <form method="post" action={`/logout?callbackUrl=${encodeURIComponent(path)}`} className="grid gap-3">
        <Button type="submit" block>
          Sign out and continue
        </Button>
        <a href="/orgs" className={buttonClass({ variant: "secondary", block: true })}>
          Stay signed in
        </a>
      </form>
    </div>
  );
}
