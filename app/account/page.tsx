import type { Metadata } from "next";
import { PasskeyOffer } from "@/app/account/passkey-offer";
import { PictureForm } from "@/app/account/picture-form";
import { ProfileForm } from "@/app/account/profile-form";
import { protectionOf } from "@/app/account/protection";
import { languages, timeZones } from "@/app/account/regions";
import { SettingsForm } from "@/app/account/settings-form";
import { StatusCards } from "@/app/account/status-cards";
import { Alert } from "@/components/ui/alert";
import { SectionCard } from "@/components/ui/card";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { deletionCancelledLately } from "@/lib/accounts/deletion";
import { getProfile } from "@/lib/accounts/profile";
import { requireSession } from "@/lib/entry/page";
import { listFactors } from "@/lib/factors/factors";
import { isPasskeyOffered, listPasskeys } from "@/lib/passkeys/passkeys";

export const metadata: Metadata = { title: "Your account" };

/** How things stand, and who one is here. */
export default async function AccountPage() {
  const { actor } = await requireSession("/account");
  const [profile, factors, passkeys, keptAt, isOffered] = await Promise.all([
    getProfile(actor),
    listFactors(actor),
    listPasskeys(actor),
    deletionCancelledLately(actor),
    isPasskeyOffered(actor),
  ]);
  const protection = await protectionOf(actor, { profile, factors, passkeys });
  const firstName = profile.full_name?.split(/\s+/)[0];
  return (
    <>
      <PageHeader title={firstName ? `Hello, ${firstName}` : "Your account"} description="How things stand, and how others see you." />
      {keptAt && (
        <div role="status">
          <Alert tone="success" title="Your account stays">
            It was to be deleted. Signing in cancelled that, and nothing was erased.
          </Alert>
        </div>
      )}
      {isOffered && profile.has_password && <PasskeyOffer proof="password" />}
      <StatusCards profile={profile} protection={protection} look={dateStyle(profile)} />
      <SectionCard id="picture" title="Picture" description="Shown beside your name. PNG, JPEG or WebP.">
        <PictureForm name={profile.full_name ?? profile.email} picture={profile.picture} />
      </SectionCard>
      <SectionCard id="profile" title="Profile" description="Your name and how you like dates and language.">
        <ProfileForm profile={profile} languages={languages(profile.locale)} zones={timeZones(profile.time_zone)} />
      </SectionCard>
      <SectionCard id="advanced" title="Advanced" description="Settings that apps keep with your account, as JSON.">
        <SettingsForm settings={JSON.stringify(profile.user_settings, null, 2)} />
      </SectionCard>
    </>
  );
}
