import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { SectionCard } from "@/components/ui/card";

/** A factor that cannot be set up at present, and why. */
export function NotNow({ children }: { children: ReactNode }) {
  return (
    <SectionCard id="not-now" title="There is nothing to set up" description={children}>
      <Link href="/account/security" className={buttonClass({ variant: "secondary" })}>
        Back to Security
      </Link>
    </SectionCard>
  );
}
