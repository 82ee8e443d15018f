"use client";

import Building2 from "lucide-react/icons/building-2";
import LogOut from "lucide-react/icons/log-out";
import MonitorSmartphone from "lucide-react/icons/monitor-smartphone";
import ShieldUser from "lucide-react/icons/shield-user";
import UserRound from "lucide-react/icons/user-round";
import Link from "next/link";
import { useRef } from "react";
import { Avatar } from "@/components/ui/avatar";
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/dropdown-menu";
import type { PlatformRole } from "@/lib/access/actor";

export interface AccountMenuProps {
  name: string;
  email: string;
  image: string | null;
  role: PlatformRole;
}

/** Who is signed in, and the way out. Signing out is a plain form, and so leads to a whole new page. */
export function AccountMenu({ name, email, image, role }: AccountMenuProps) {
  const form = useRef<HTMLFormElement>(null);
  return (
    <form ref={form} method="post" action="/logout">
      <DropdownMenu
        trigger={
          <button type="button" className="rounded-full p-0.5">
            <Avatar name={name || email} image={image} />
            <span className="sr-only">Your account</span>
          </button>
        }
      >
        <MenuLabel>
          <span className="block truncate font-medium">{name || email}</span>
          {name && <span className="block truncate text-muted">{email}</span>}
        </MenuLabel>
        <MenuSeparator />
        <MenuItem asChild>
          <Link href="/account">
            <UserRound aria-hidden="true" />
            Your account
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <Link href="/orgs">
            <Building2 aria-hidden="true" />
            Organizations
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <Link href="/account/sessions">
            <MonitorSmartphone aria-hidden="true" />
            Sessions
          </Link>
        </MenuItem>
        {role === "admin" && (
          <MenuItem asChild>
            <Link href="/admin">
              <ShieldUser aria-hidden="true" />
              Administration
            </Link>
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem onSelect={() => form.current?.requestSubmit()}>
          <LogOut aria-hidden="true" />
          Sign out
        </MenuItem>
      </DropdownMenu>
    </form>
  );
}
