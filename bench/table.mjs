/** One measured thing, compared with something (`value`), and what that has to be: `limit` is the least for "≥", the most for "≤". */
export function row(name, value, unit, target) {
  const met = target?.limit === undefined ? null : target.sign === "≥" ? target.value >= target.limit : target.value <= target.limit;
  return { name, value, unit, target, met };
}

const digits = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** The rows as aligned text. */
export function table(rows) {
  const lines = rows.map(({ name, value, unit, target, met }) => [
    name,
    `${digits(value)} ${unit}`,
    target ? `${target.what ? `${target.what} ` : ""}${digits(target.value)}` : "",
    target?.limit === undefined ? "" : `${target.sign} ${target.limit}`,
    met === null ? "" : met ? "met" : "MISSED",
  ]);
  const all = [["", "measured", "compared", "target", ""], ...lines];
  const widths = all[0].map((_, column) => Math.max(...all.map((line) => line[column].length)));
  return all
    .map(
      (line) => `  ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("   ")}`,
    )
    .join("\n");
}
