"use client";

import { useRouter } from "next/navigation";
import { removePictureAction, setPictureAction } from "@/app/account/actions";
import { attempt } from "@/components/form/failure";
import { PictureChooser } from "@/components/form/picture-chooser";
import { Avatar } from "@/components/ui/avatar";
import { toast } from "@/components/ui/toast";

/** One's own picture. */
export function PictureForm({ name, picture }: { name: string; picture: string | null }) {
  const router = useRouter();
  return (
    <PictureChooser
      noun="picture"
      current={picture}
      preview={(source) => <Avatar size="lg" name={name} image={source} />}
      onSave={async (data) => {
        const result = await attempt(() => setPictureAction({ picture: data }));
        if ("reason" in result) return result.reason;
        toast("Your picture is saved.");
        router.refresh();
        return undefined;
      }}
      onRemove={async () => {
        const result = await attempt(() => removePictureAction({}));
        if ("reason" in result) return result.reason;
        toast("Your picture is removed.");
        router.refresh();
        return undefined;
      }}
    />
  );
}
