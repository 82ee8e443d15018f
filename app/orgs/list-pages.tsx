import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";

/** The way on through a list, and back to its beginning: one cannot jump into the middle of a list that pages by keys. */
export function ListPages({ first, next }: { first: string | null; next: string | null }) {
  if (!first && !next) return null;
  return (
    <nav aria-label="Pages" className="flex justify-between gap-3">
      {first ? (
        <Link href={first} className={buttonClass({ variant: "ghost", size: "sm" })}>
          First page
        </Link>
      ) : (
        <span />
      )}
      {next && (
        <Link href={next} className={buttonClass({ variant: "secondary", size: "sm" })}>
          Next page
        </Link>
      )}
    </nav>
  );
}
