import { classNames } from "@/components/ui/class-names";

/** A turning ring that appears only after 300 ms, so that quick work shows none. Decorative: say in words what is awaited. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={classNames("inline-block animate-late", className)}>
      <svg viewBox="0 0 20 20" className="size-4 animate-turn" fill="none" aria-hidden="true">
        <circle cx="10" cy="10" r="8" stroke="currentColor" strokeWidth="2.5" opacity="0.25" />
        <path d="M10 2a8 8 0 0 1 8 8" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
      </svg>
    </span>
  );
}
