/** The first stop of the keyboard: past the header, to `#content` (WCAG 2.4.1). */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="fixed top-3 left-3 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-2.5 text-sm font-medium text-accent-foreground focus:translate-y-0"
    >
      Skip to content
    </a>
  );
}
