"use client";

import { useState, useTransition } from "react";
import { signInWithProviderAction } from "@/app/(auth)/login/provider-actions";
import { Button } from "@/components/ui/button";

const NAMES = { google: "Google", github: "GitHub", microsoft: "Microsoft" } as const;

/** The ways in that the operator has set up. */
export function ProviderButtons({ providers, callbackUrl }: { providers: readonly (keyof typeof NAMES)[]; callbackUrl: string }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  return (
    <div className="grid gap-3">
      {providers.map((provider) => (
        <Button
          key={provider}
          variant="secondary"
          block
          pending={pending && chosen === provider}
          onClick={() => {
            setChosen(provider);
            startTransition(async () => {
              await signInWithProviderAction({ provider, callback_url: callbackUrl });
            });
          }}
        >
          Continue with {NAMES[provider]}
        </Button>
      ))}
    </div>
  );
}
