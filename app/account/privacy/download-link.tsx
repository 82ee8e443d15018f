"use client";

import Download from "lucide-react/icons/download";
import { requireProofAction } from "@/app/step-up/actions";
import { attempt } from "@/components/form/failure";
import { buttonClass } from "@/components/ui/button-class";
import { toast } from "@/components/ui/toast";

/** Fetches the copy of one's data, once it is known who is there: a file's address has no room to ask. */
export function DownloadLink({ href }: { href: string }) {
  return (
    <a
      href={href}
      download
      className={buttonClass()}
      onClick={async (event) => {
        event.preventDefault();
        const result = await attempt(() => requireProofAction({}));
        if ("reason" in result) toast(result.reason, "danger");
        else location.assign(href);
      }}
    >
      <Download aria-hidden="true" className="size-4" />
      Download
    </a>
  );
}
