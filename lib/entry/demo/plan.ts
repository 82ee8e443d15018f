import type { OrganizationPermission } from "@/lib/access/permissions";

/** Everybody's password in a demonstration; it is no secret. */
export const DEMO_PASSWORD = "quiet harbour lantern 7";

/** Days of made-up past. */
export const DEMO_DAYS = 180;

/** The administrator of the platform. */
export const DEMO_ADMINISTRATOR = { email: "admin@portico.example", name: "Noor van Dijk" };

export interface DemoUnit {
  name: string;
  /** The unit above; none at the top. */
  below?: string;
}

export interface DemoRole {
  slug: string;
  name: string;
  description: string;
  permissions: readonly OrganizationPermission[];
}

/** Somebody whom the documentation names, to sign in as. */
export interface DemoSignIn {
  as: string;
  local: string;
  name: string;
  role: string;
  unit?: string;
}

export interface DemoOrganization {
  slug: string;
  name: string;
  domain: string;
  members: number;
  /** The share of its members that sign in on a working day, and on a day off. */
  busy: { work: number; off: number };
  units: readonly DemoUnit[];
  roles: readonly DemoRole[];
  signIns: readonly DemoSignIn[];
}

export const DEMO_ORGANIZATIONS: readonly DemoOrganization[] = [
  {
    slug: "harbour-club",
    name: "Harbour Club",
    domain: "harbour-club.example",
    members: 92,
    busy: { work: 0.1, off: 0.34 },
    units: [
      { name: "Sailing school" },
      { name: "Juniors", below: "Sailing school" },
      { name: "Beginners", below: "Sailing school" },
      { name: "Racing crew" },
      { name: "Marina" },
      { name: "Boatyard", below: "Marina" },
      { name: "Clubhouse" },
    ],
    roles: [
      {
        slug: "trainer",
        name: "Trainer",
        description: "Sees and invites the people of their unit.",
        permissions: ["members.read", "members.invite", "units.read"],
      },
      {
        slug: "secretary",
        name: "Secretary",
        description: "Looks after members and invitations.",
        permissions: ["members.read", "members.invite", "members.add", "members.update", "roles.read", "units.read"],
      },
    ],
    signIns: [
      { as: "owner", local: "owner", name: "Ines Amaral", role: "owner" },
      { as: "admin", local: "admin", name: "Bram Verhoeven", role: "admin" },
      { as: "trainer of the sailing school", local: "trainer", name: "Marta Oliveira", role: "trainer", unit: "Sailing school" },
      { as: "member", local: "member", name: "Kofi Mensah", role: "member", unit: "Juniors" },
    ],
  },
  {
    slug: "northwind-instruments",
    name: "Northwind Instruments",
    domain: "northwind.example",
    members: 158,
    busy: { work: 0.4, off: 0.04 },
    units: [
      { name: "Engineering" },
      { name: "Optics", below: "Engineering" },
      { name: "Firmware", below: "Engineering" },
      { name: "Embedded radio", below: "Firmware" },
      { name: "Quality", below: "Engineering" },
      { name: "Sales" },
      { name: "Europe", below: "Sales" },
      { name: "Asia and Pacific", below: "Sales" },
      { name: "Americas", below: "Sales" },
      { name: "Finance" },
      { name: "People and culture" },
    ],
    roles: [
      {
        slug: "team-lead",
        name: "Team lead",
        description: "Leads a unit: its people, their roles and what is below it.",
        permissions: ["members.read", "members.invite", "members.update", "roles.read", "roles.assign", "units.read"],
      },
      {
        slug: "auditor",
        name: "Auditor",
        description: "Reads and exports the audit log, and sees who belongs here.",
        permissions: ["members.read", "roles.read", "units.read", "audit.read", "audit.export"],
      },
      {
        slug: "recruiter",
        name: "Recruiter",
        description: "Invites new colleagues.",
        permissions: ["members.read", "members.invite", "units.read"],
      },
    ],
    signIns: [
      { as: "owner", local: "owner", name: "Yara Haddad", role: "owner" },
      { as: "admin", local: "admin", name: "Henrik Solberg", role: "admin" },
      { as: "auditor", local: "auditor", name: "Mei Tanabe", role: "auditor" },
      { as: "team lead of firmware", local: "lead", name: "Ravi Menon", role: "team-lead", unit: "Firmware" },
      { as: "member", local: "member", name: "Greta Lund", role: "member", unit: "Optics" },
    ],
  },
];
