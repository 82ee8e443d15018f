"use client";

import { useRouter } from "next/navigation";
import { removeLogoAction, setLogoAction } from "@/app/orgs/[slug]/settings/actions";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { attempt } from "@/components/form/failure";
import { PictureChooser } from "@/components/form/picture-chooser";
import { toast } from "@/components/ui/toast";

/** What stands for the organization in lists and in the header; initials where there is none. */
export function LogoForm({ id, name, logo }: { id: string; name: string; logo: string | null }) {
  const router = useRouter();
  return (
    <PictureChooser
      noun="logo"
      current={logo}
      preview={(source) => <OrganizationMark name={name} logo={source} size="lg" />}
      onSave={async (data) => {
        const result = await attempt(() => setLogoAction({ organization_id: id, logo: data }));
        if ("reason" in result) return result.reason;
        toast("The logo is saved.");
        router.refresh();
        return undefined;
      }}
      onRemove={async () => {
        const result = await attempt(() => removeLogoAction({ organization_id: id }));
        if ("reason" in result) return result.reason;
        toast("The logo is removed.");
        router.refresh();
        return undefined;
      }}
    />
  );
}
