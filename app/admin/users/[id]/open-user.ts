import { notFound } from "next/navigation";
import { cache } from "react";
import { openConsole } from "@/app/admin/open-console";
import { getUser } from "@/lib/accounts/user-administration";
import { AppError } from "@/lib/errors";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The account of an address, for an administrator; the not-found page where there is none. */
export const openUser = cache(async (id: string) => {
  const opened = await openConsole(`/admin/users/${encodeURIComponent(id)}`, "platform.users.read");
  if (!UUID.test(id)) notFound();
  try {
    return { ...opened, account: await getUser(opened.actor, { id }) };
  } catch (error) {
    if (error instanceof AppError && error.type === "NOT_FOUND") notFound();
    throw error;
  }
});
