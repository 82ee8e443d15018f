import type { Metadata } from "next";
import { GoOnButton } from "@/app/account/confirm/go-on-button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { configuredProviders } from "@/lib/entry/auth";
import { requireSession } from "@/lib/entry/page";
import { safeRedirect } from "@/lib/entry/safe-redirect";

export const metadata: Metadata = { title: "Confirm that it is you" };

/** For what begins at an address and has no form to ask over, such as linking another service. */
export default async function ConfirmPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  await requireSession("/account/confirm");
  const query = await searchParams;
  const next = safeRedirect(query.next);
  const provider = configuredProviders.find((name) => name === query.provider);
  return (
    <>
      <PageHeader
        title="Confirm that it is you"
        description="You signed in a while ago. What comes next concerns how your account is opened."
      />
      <Card className="flex flex-wrap items-center justify-between gap-4 p-5 sm:p-6">
        <p className="text-muted">Confirm it once, and you go on where you were.</p>
        <GoOnButton next={provider ? `/api/v1/auth/external/${provider}?next=${encodeURIComponent(next)}` : next} />
      </Card>
    </>
  );
}
