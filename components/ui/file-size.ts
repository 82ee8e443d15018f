/** 18 kB, 2.4 MB: in thousands, as file managers count. */
export function fileSize(bytes: number): string {
  const [value, unit] =
    bytes < 1_000_000
      ? [bytes / 1000, "kilobyte"]
      : bytes < 1_000_000_000
        ? [bytes / 1_000_000, "megabyte"]
        : [bytes / 1_000_000_000, "gigabyte"];
  return new Intl.NumberFormat("en", { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
