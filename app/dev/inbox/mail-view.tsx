import ArrowLeft from "lucide-react/icons/arrow-left";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Tabs } from "@/components/ui/tabs";
import type { InboxView } from "@/lib/entry/dev-inbox";

/** One mail: its code and links first, because that is what one came for; then as it looks, and as text. */
export function MailView({ mail, back }: { mail: InboxView; back: string }) {
  return (
    <Card className="min-w-0 p-5 sm:p-6">
      <article aria-labelledby="subject" className="grid gap-5">
        <Link
          href={back}
          prefetch={false}
          className={buttonClass({ variant: "ghost", size: "sm", className: "-ml-3 justify-self-start md:hidden" })}
        >
          <ArrowLeft aria-hidden="true" className="size-4" />
          All mail
        </Link>
        <div>
          <h2 id="subject" className="text-lg leading-7 font-semibold tracking-tight">
            {mail.subject}
          </h2>
          <p className="mt-0.5 text-sm break-all text-muted">To {mail.to}</p>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          {mail.code && (
            <span className="inline-flex items-center gap-1 rounded-lg bg-subtle pl-4">
              <output aria-label="Code" className="font-mono text-lg font-semibold tracking-widest">
                {mail.code}
              </output>
              <CopyButton text={mail.code} label="code" />
            </span>
          )}
          {mail.links.map((link, at) => (
            <a
              key={link}
              href={link}
              target="_blank"
              rel="noopener"
              className={buttonClass({ variant: at === 0 ? "primary" : "secondary", size: "sm" })}
            >
              Open {new URL(link).pathname}
            </a>
          ))}
        </div>
        <Tabs
          label="Parts of the mail"
          tabs={[
            {
              value: "html",
              label: "Mail",
              content: (
                // No script may run in it, and it is of no origin; its links open beside this page.
                <iframe
                  title={`Mail: ${mail.subject}`}
                  sandbox="allow-popups allow-popups-to-escape-sandbox"
                  srcDoc={mail.html}
                  className="h-160 w-full rounded-lg border border-border"
                />
              ),
            },
            {
              value: "text",
              label: "Text",
              content: <pre className="font-mono text-sm leading-6 break-words whitespace-pre-wrap">{mail.text}</pre>,
            },
          ]}
        />
      </article>
    </Card>
  );
}
