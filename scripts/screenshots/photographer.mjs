import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

/** The room that pages keep for a scroll bar stays empty here, where no scroll bar is ever drawn. */
const PICTURE_STYLE = "html { scrollbar-gutter: auto !important }";

/** Runs in the page: resolves once every layer has been painted in the new colours. */
const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** Empties `folder` and returns what fills it again: `take(page, …)` keeps what the window shows now. */
export function photographer(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let count = 0;
  let bytes = 0;

  async function keep(page, name, scheme) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.evaluate(painted);
    const picture = await page.screenshot({ animations: "disabled", style: PICTURE_STYLE });
    const { size } = await sharp(picture)
      .webp({ quality: 80, effort: 6 })
      .toFile(join(folder, `${name}-${scheme}.webp`));
    count += 1;
    bytes += size;
  }

  return {
    /** Takes the page in the light, and in the dark too when asked; the page stays light. */
    async take(page, name, schemes = ["light"]) {
      for (const scheme of schemes) await keep(page, name, scheme);
      await page.emulateMedia({ colorScheme: "light" });
    },
    count: () => count,
    bytes: () => bytes,
  };
}
