/** The look of a link in a sentence; underlined, so that it is not told by colour alone. */
export const textLinkClass =
  "rounded-sm font-medium text-accent underline decoration-accent/40 underline-offset-[3px] hover:decoration-accent";

/** The look of a link that stands alone, in a footer or beside a label; its target is at least 24 px high. */
export const quietLinkClass =
  "inline-flex min-h-6 items-center rounded-sm text-sm text-muted underline-offset-[3px] hover:text-foreground hover:underline";
