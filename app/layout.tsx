import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { geist, geistExt } from "@/app/fonts";
import { ImpersonationBanner } from "@/app/impersonation/banner";
import { SkipLink } from "@/components/layout/skip-link";
import { Announcer } from "@/components/ui/announcer";
import { themeFrom } from "@/components/ui/theme";
import { brand } from "@/lib/brand";
import { OWN_SESSION_COOKIE } from "@/lib/entry/cookie-names";

export const metadata: Metadata = {
  title: { default: brand.name, template: `%s · ${brand.name}` },
  description: brand.tagline,
  // Sign-in pages gain nothing from being found, and links in mails must not be.
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf9f7" },
    { media: "(prefers-color-scheme: dark)", color: "#131211" },
  ],
  colorScheme: "light dark",
};

/** The page around every page. The theme comes from the cookie, so that the first paint has its colours. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, requestHeaders] = await Promise.all([cookies(), headers()]);
  const theme = themeFrom(jar.get("theme")?.value);
  const requestId = requestHeaders.get("x-request-id");
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme} className={`${geist.variable} ${geistExt.variable}`}>
      <head>{requestId && <meta name="request-id" content={requestId} />}</head>
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        <SkipLink />
        {jar.has(OWN_SESSION_COOKIE) && <ImpersonationBanner />}
        {children}
        <Announcer />
      </body>
    </html>
  );
}
