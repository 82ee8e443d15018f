import { classNames } from "@/components/ui/class-names";
import { brand } from "@/lib/brand";

/** The mark: a roof on three columns, or the operator's own logo. */
export function Mark({ className }: { className?: string }) {
  if (brand.logo) {
    // biome-ignore lint/performance/noImgElement: a logo of unknown size and kind, served as it is
    return <img src={brand.logo} alt="" className={classNames("size-7 object-contain", className)} />;
  }
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true" className={classNames("size-7 text-accent", className)} fill="currentColor">
      <path d="M13.1 3.3a2 2 0 0 1 1.8 0l9 4.6c1.7.9 1.1 3.4-.8 3.4H4.9c-1.9 0-2.5-2.5-.8-3.4z" />
      <rect x="5" y="13" width="3.2" height="8.6" rx="1" />
      <rect x="12.4" y="13" width="3.2" height="8.6" rx="1" />
      <rect x="19.8" y="13" width="3.2" height="8.6" rx="1" />
      <rect x="3.4" y="23" width="21.2" height="2.4" rx="1.2" />
    </svg>
  );
}

/** Mark and name, as they stand in every header. */
export function BrandMark() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <Mark />
      <span className="text-lg font-semibold tracking-tight">{brand.name}</span>
    </span>
  );
}
