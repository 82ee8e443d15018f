import type { Metadata } from "next";
import { ContactForm } from "@/app/(auth)/contact/form";
import { AuthCard } from "@/components/layout/auth-card";
import { textLinkClass } from "@/components/ui/text-link";
import { brand } from "@/lib/brand";
import { currentCaller } from "@/lib/entry/page";

export const metadata: Metadata = { title: "Contact" };

/** Writing to whoever runs the portal; for those who cannot sign in as well. */
export default async function ContactPage() {
  const { session } = await currentCaller();
  return (
    <AuthCard
      title="Write to us"
      description={`Your message goes to whoever runs ${brand.name} here.`}
      below={
        <>
          Forgotten your password?{" "}
          <a href="/forgot-password" className={textLinkClass}>
            Choose a new one
          </a>
        </>
      }
    >
      <ContactForm name={session?.user.name ?? ""} email={session?.user.email ?? ""} />
    </AuthCard>
  );
}
