import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a page of cards while it is on its way. */
export function PageSkeleton({ cards }: { cards: number[] }) {
  return (
    <>
      <p role="status" className="sr-only">
        Loading
      </p>
      <div>
        <Skeleton className="h-8 w-44" />
        <Skeleton className="mt-2 h-5 w-72 max-w-full" />
      </div>
      {cards.map((lines, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that never changes its order
        <Card key={place} className="p-5 sm:p-6">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="mt-2 h-4 w-64 max-w-full" />
          <div className="mt-6 grid gap-4">
            {Array.from({ length: lines }, (_, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that never changes its order
              <Skeleton key={line} className="h-11" />
            ))}
          </div>
        </Card>
      ))}
    </>
  );
}
