/** What makes a formula of a cell, also in its full-width form (OWASP, CSV Injection), behind any number of marks. */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** Text as a cell that no spreadsheet takes for a formula: with a mark in front where it would. What looks marked is marked once more. */
export const markFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text that `markFormula` was given, exactly; of a cell that somebody else wrote, without one mark before a formula. */
export const unmarkFormula = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);
