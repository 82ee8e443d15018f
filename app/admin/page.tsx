import type { Metadata } from "next";
import { openConsole } from "@/app/admin/open-console";
import { PageHeader } from "@/components/ui/page-header";
import { countUsers } from "@/lib/accounts/user-count";

export const metadata: Metadata = { title: "Administration" };

/** How the platform is doing. */
export default async function DashboardPage() {
  const { actor } = await openConsole("/admin", "platform.users.read");
  const counts = await countUsers(actor);
  return <PageHeader title="Dashboard" description={`${counts.total} accounts, ${counts.active} of them active.`} />;
}
