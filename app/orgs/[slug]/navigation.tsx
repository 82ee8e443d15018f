import House from "lucide-react/icons/house";
import KeyRound from "lucide-react/icons/key-round";
import Mail from "lucide-react/icons/mail";
import Network from "lucide-react/icons/network";
import ScrollText from "lucide-react/icons/scroll-text";
import Settings from "lucide-react/icons/settings";
import ShieldCheck from "lucide-react/icons/shield-check";
import Users from "lucide-react/icons/users";
import { SectionNavigation } from "@/components/layout/section-navigation";

const SECTIONS = [
  { section: "", label: "Overview", Icon: House },
  { section: "members", label: "Members", Icon: Users },
  { section: "invitations", label: "Invitations", Icon: Mail },
  { section: "roles", label: "Roles", Icon: KeyRound },
  { section: "units", label: "Units", Icon: Network },
  { section: "security", label: "Security", Icon: ShieldCheck },
  { section: "audit", label: "Audit log", Icon: ScrollText },
  { section: "settings", label: "Settings", Icon: Settings },
] as const;

/** The sections of an organization's console that its visitor may open. */
export function ConsoleNavigation({ slug, name, sections }: { slug: string; name: string; sections: string[] }) {
  const shown = SECTIONS.filter(({ section }) => sections.includes(section)).map(({ section, label, Icon }) => ({
    href: section ? `/orgs/${slug}/${section}` : `/orgs/${slug}`,
    label,
    icon: <Icon aria-hidden="true" />,
  }));
  return <SectionNavigation label={name} sections={shown} />;
}
