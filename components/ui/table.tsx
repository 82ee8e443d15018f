import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** A table in a card that scrolls sideways on a narrow page. `caption` names it for screen readers. */
export function Table({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-xl border border-border bg-surface shadow-card">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

/** A heading of a column. */
export function Th({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames("h-11 border-b border-border px-4 text-xs font-medium whitespace-nowrap text-muted", className)}
    />
  );
}

/** A row; rows are parted by hairlines. */
export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={classNames("border-b border-border last:border-0 hover:bg-subtle/60", className)} />;
}

/** A cell. */
export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td {...rest} className={classNames("h-14 px-4 py-2 align-middle", className)} />;
}
