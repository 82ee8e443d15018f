import { initials } from "@/components/ui/avatar";
import { AvatarPicture } from "@/components/ui/avatar-picture";
import { classNames } from "@/components/ui/class-names";

const SIZES = { sm: "size-8 rounded-lg text-xs", md: "size-11 rounded-xl text-sm", lg: "size-20 rounded-2xl text-2xl" } as const;

/** An organization's logo over its initials, square where people are round. Decorative beside its name. */
export function OrganizationMark({ name, logo, size = "sm" }: { name: string; logo: string | null; size?: keyof typeof SIZES }) {
  return (
    <span
      aria-hidden="true"
      data-initials={initials(name)}
      className={classNames(
        "relative inline-grid shrink-0 place-items-center overflow-hidden bg-accent-subtle font-semibold text-accent select-none before:content-[attr(data-initials)]",
        SIZES[size],
      )}
    >
      {logo && <AvatarPicture src={logo} />}
    </span>
  );
}
