import { AvatarPicture } from "@/components/ui/avatar-picture";
import { classNames } from "@/components/ui/class-names";

const SIZES = { sm: "size-8 text-xs", md: "size-10 text-sm", lg: "size-20 text-2xl" } as const;

/** The first letters of the first and last word of a name, or of the address before the @. */
export function initials(name: string): string {
  const words = name
    .replace(/@.*$/, "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase() || "?";
}

/** A person's picture over their initials: a picture that does not load simply leaves the initials. Decorative beside a name. */
export function Avatar({ name, image, size = "md" }: { name: string; image?: string | null; size?: keyof typeof SIZES }) {
  return (
    <span
      aria-hidden="true"
      data-initials={initials(name)}
      className={classNames(
        "relative inline-grid shrink-0 before:content-[attr(data-initials)] place-items-center overflow-hidden rounded-full bg-accent-subtle font-medium text-accent select-none",
        SIZES[size],
      )}
    >
      {image && <AvatarPicture src={image} />}
    </span>
  );
}
