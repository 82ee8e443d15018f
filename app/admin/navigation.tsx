import Building2 from "lucide-react/icons/building-2";
import ChartColumn from "lucide-react/icons/chart-column";
import ScrollText from "lucide-react/icons/scroll-text";
import Users from "lucide-react/icons/users";
import { SectionNavigation } from "@/components/layout/section-navigation";

const SECTIONS = [
  { href: "/admin", label: "Dashboard", icon: <ChartColumn aria-hidden="true" /> },
  { href: "/admin/users", label: "Users", icon: <Users aria-hidden="true" /> },
  { href: "/admin/organizations", label: "Organizations", icon: <Building2 aria-hidden="true" /> },
  { href: "/admin/audit", label: "Audit log", icon: <ScrollText aria-hidden="true" /> },
];

/** The sections of the platform's console. */
export function AdministrationNavigation() {
  return <SectionNavigation label="Administration" sections={SECTIONS} />;
}
