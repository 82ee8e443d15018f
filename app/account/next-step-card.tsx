import ArrowRight from "lucide-react/icons/arrow-right";
import ShieldAlert from "lucide-react/icons/shield-alert";
import ShieldCheck from "lucide-react/icons/shield-check";
import Link from "next/link";
import { nextStep, type Protection } from "@/app/account/next-step";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";

/** The one sensible step for the account, or that none is needed. */
export function NextStepCard({ protection }: { protection: Protection }) {
  const step = nextStep(protection);
  const Icon = step ? ShieldAlert : ShieldCheck;
  return (
    <Card className="flex flex-wrap items-center gap-x-4 gap-y-4 p-5 sm:px-6">
      <Icon aria-hidden="true" className={step ? "size-6 shrink-0 text-warning" : "size-6 shrink-0 text-success"} />
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="font-semibold tracking-tight">{step ? step.title : "Your account is well protected"}</h2>
        <p className="mt-0.5 text-[0.9375rem] text-muted">
          {step ? step.text : "Nothing is left to do. Look at the sign-ins below now and then."}
        </p>
      </div>
      {step && (
        <Link href={step.href} className={buttonClass({ size: "sm" })}>
          {step.action}
          <ArrowRight aria-hidden="true" className="size-4" />
        </Link>
      )}
    </Card>
  );
}
