import { buttonClass } from "@/components/ui/button-class";

/** Signing in or registering with the invited address; both come back here. */
export function WayIn({ email, path }: { email: string; path: string }) {
  const query = `email=${encodeURIComponent(email)}&callbackUrl=${encodeURIComponent(path)}`;
  return (
    <div className="grid gap-3">
      <a href={`/register?${query}`} className={buttonClass({ block: true })}>
        Create an account
      </a>
      <a href={`/login?${query}`} className={buttonClass({ variant: "secondary", block: true })}>
        I have an account
      </a>
      <p className="text-sm text-muted">Use the address the invitation was sent to. Then you come back here to accept.</p>
    </div>
  );
}
