import { PageSkeleton } from "@/components/layout/page-skeleton";

/** Keeps the page's place while it is read from the database. */
export default function Loading() {
  return <PageSkeleton cards={[2]} />;
}
