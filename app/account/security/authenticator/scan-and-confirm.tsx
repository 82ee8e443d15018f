"use client";

import type { Begun } from "@/app/account/security/authenticator/set-up";
import { confirmFactorAction } from "@/app/account/security/factor-actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { CodeField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { SectionCard } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";

interface ScanAndConfirmProps {
  begun: Begun;
  /** With the recovery codes that came along, or null. */
  onConfirmed: (recoveryCodes: string[] | null) => void;
}

/** The secret as a picture and in letters, and the first code. */
export function ScanAndConfirm({ begun, onConfirmed }: ScanAndConfirmProps) {
  const { id, secret, otpauth_url: address, qr } = begun;
  const form = useActionForm({
    input: (fields) => ({ id, code: fields.text("code") }),
    action: confirmFactorAction,
    onSuccess: (data) => {
      onConfirmed(data.recovery_codes);
      return "leaving";
    },
  });
  return (
    <SectionCard
      id="scan"
      title="Scan, then type the code"
      description="Open the app, add an account and point the camera here. On this very phone, open the app instead."
    >
      <div className="grid gap-8 sm:grid-cols-[auto_1fr]">
        {/* Scanners want dark on light, also in the dark. */}
        <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label="QR code of the secret" className="size-52 rounded-lg bg-white">
          <path d={qr.path} fill="black" shapeRendering="crispEdges" />
        </svg>
        <div className="grid content-start gap-5">
          <div>
            <p className="text-sm font-medium">No camera? Type this into the app</p>
            <p className="mt-1 flex items-center gap-2">
              <code className="min-w-0 text-[0.9375rem] [overflow-wrap:anywhere]">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
              <CopyButton text={secret} label="secret" />
            </p>
            <p className="mt-1 text-sm">
              <a href={address} className="font-medium text-accent underline-offset-[3px] hover:underline">
                Open the app on this device
              </a>
            </p>
          </div>
          <ActionFormElement form={form} className="sm:max-w-xs">
            <CodeField form={form} name="code" label="Code the app shows now" autoFocus />
            <div>
              <SubmitButton form={form}>Turn it on</SubmitButton>
            </div>
          </ActionFormElement>
        </div>
      </div>
    </SectionCard>
  );
}
