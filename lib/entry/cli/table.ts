/** Lines of left-aligned columns under a heading; a null is shown as "-". */
export function tableLines(heading: string[], rows: (string | number | null)[][]): string[] {
  const cells = [heading, ...rows.map((row) => row.map((cell) => (cell === null || cell === "" ? "-" : String(cell))))];
  const widths = heading.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** The line that tells how to see the next page; none on the last. */
export function nextPageLines(nextCursor: string | null): string[] {
  return nextCursor === null ? [] : ["", `More: --cursor ${nextCursor}`];
}
