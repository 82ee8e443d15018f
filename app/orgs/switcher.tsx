"use client";

import Check from "lucide-react/icons/check";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import LayoutGrid from "lucide-react/icons/layout-grid";
import Plus from "lucide-react/icons/plus";
import Link from "next/link";
import { useParams } from "next/navigation";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/dropdown-menu";

export interface SwitcherProps {
  organizations: { id: string; slug: string; name: string; logo: string | null; role_name: string }[];
  /** How many invitations wait for an answer. */
  invitations: number;
}

/** Where one is, and the way to one's other organizations. The address says which is open, so two tabs can hold two. */
export function OrganizationSwitcher({ organizations, invitations }: SwitcherProps) {
  const { slug } = useParams<{ slug?: string }>();
  const here = organizations.find((organization) => organization.slug === slug);
  return (
    <DropdownMenu
      align="start"
      trigger={
        <button type="button" className="flex h-11 min-w-0 items-center gap-2.5 rounded-lg px-2 text-left text-[0.9375rem] hover:bg-subtle">
          {here && <OrganizationMark name={here.name} logo={here.logo} />}
          <span className="min-w-0">
            <span className="block max-w-40 truncate leading-5 font-medium sm:max-w-64">{here?.name ?? "Organizations"}</span>
            {here && <span className="block truncate text-xs leading-4 text-muted">{here.role_name}</span>}
            {here && <span className="sr-only">Switch organization</span>}
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
        </button>
      }
    >
      {organizations.length > 0 && <MenuLabel>Your organizations</MenuLabel>}
      {organizations.map(({ id, slug: to, name, logo, role_name }) => (
        <MenuItem key={id} asChild className="h-auto! min-h-12 max-w-72 py-1.5">
          <Link href={`/orgs/${to}`} aria-current={to === slug ? "true" : undefined}>
            <OrganizationMark name={name} logo={logo} />
            <span className="min-w-0 flex-1">
              <span className="block truncate leading-5">{name}</span>
              <span className="block truncate text-xs leading-4 text-muted">{role_name}</span>
            </span>
            {to === slug && <Check aria-hidden="true" />}
          </Link>
        </MenuItem>
      ))}
      {organizations.length > 0 && <MenuSeparator />}
      <MenuItem asChild>
        <Link href="/orgs">
          <LayoutGrid aria-hidden="true" />
          <span className="flex-1">All organizations</span>
          {invitations > 0 && (
            <span className="rounded-full bg-accent-subtle px-2 text-xs leading-5 font-medium text-accent">
              {invitations} {invitations === 1 ? "invitation" : "invitations"}
            </span>
          )}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/orgs/new">
          <Plus aria-hidden="true" />
          New organization
        </Link>
      </MenuItem>
    </DropdownMenu>
  );
}
