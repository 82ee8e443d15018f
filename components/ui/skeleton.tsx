import { classNames } from "@/components/ui/class-names";

/** Holds the place of what is on its way; give it the size of the thing. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classNames("block animate-breathe rounded-md bg-subtle", className)} />;
}
