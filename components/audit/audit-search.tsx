import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const QUALIFIERS = [
  ["action:member.*", "one kind of event, or all that begin so"],
  ["actor:ana@example.com", "what somebody did"],
  ["target:ben@example.com", "what was done to somebody"],
  ["ip:192.0.2.10", "from one network address"],
  ["created:2031-01-01..2031-01-31", "in a range of days (UTC), either end left out, or on one day"],
  ["-action:invitation.*", "a hyphen before a word leaves out what matches"],
] as const;

const ABOVE_ALL = [
  ["scope:platform", "what happened on the platform itself"],
  ["scope:harbour-club", "what stands in one organization's log: its short name or its id"],
] as const;

export interface AuditSearchProps {
  path: string;
  q: string;
  problem: string | undefined;
  /** Whose log is searched. */
  place: "organization" | "platform";
}

/** One line of qualifiers, all of which must hold; a plain form that asks the same page. */
export function AuditSearch({ path, q, problem, place }: AuditSearchProps) {
  const qualifiers = place === "platform" ? [...QUALIFIERS, ...ABOVE_ALL] : QUALIFIERS;
  return (
    <search className="grid gap-3">
      <form action={path} className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
        <Field id="audit-search" label="Search" error={problem}>
          <Input
            {...describedBy("audit-search", { error: problem })}
            name="q"
            type="search"
            defaultValue={q}
            maxLength={500}
            placeholder="action:member.* created:2031-01-01.."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono text-sm"
          />
        </Field>
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </form>
      <details>
        <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-sm font-medium text-accent underline-offset-[3px] hover:underline">
          What can be searched for
        </summary>
        <dl className="mt-3 grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[auto_1fr]">
          {qualifiers.map(([word, meaning]) => (
            <div key={word} className="contents">
              <dt className="font-mono [overflow-wrap:anywhere]">{word}</dt>
              <dd className="text-muted">{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </search>
  );
}
