import type { Metadata } from "next";
import { openConsole } from "@/app/admin/open-console";
import { NewUserForm } from "@/app/admin/users/new/form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { passwordHint } from "@/lib/entry/page-facts";

export const metadata: Metadata = { title: "New user" };

/** An account for somebody else. */
export default async function NewUserPage() {
  await openConsole("/admin/users/new", "platform.users.manage");
  return (
    <>
      <PageHeader title="New user" description="An account for somebody who does not register themselves." />
      <Card className="p-5 sm:p-6">
        <NewUserForm hint={passwordHint()} />
      </Card>
    </>
  );
}
