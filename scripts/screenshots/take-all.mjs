import { chromium, devices } from "@playwright/test";
import { say } from "../launch/progress.mjs";
import { onBuiltPortal } from "../testing/browser-tests.mjs";
import { consoleTour } from "./console-tour.mjs";
import { fillWithPeople } from "./demonstration.mjs";
import { photographer } from "./photographer.mjs";
import { tour } from "./tour.mjs";

/** Sharp on the screens of today, without weighing much as WebP. */
const PIXEL_RATIO = 2;

const VIEWS = {
  desktop: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 }, deviceScaleFactor: PIXEL_RATIO },
  phone: { ...devices["Pixel 7"], deviceScaleFactor: PIXEL_RATIO },
};

/**
 * `npm run screenshots`: a new portal is really used, on a computer and on a phone, and its pages are kept as
 * pictures in docs/screenshots.
 */
export async function takeAllScreenshots() {
  await onBuiltPortal(async (env) => {
    const browser = await chromium.launch({
      executablePath: env.PORTICO_CHROMIUM,
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
    try {
      const open = async (view) => {
        const context = await browser.newContext({ ...VIEWS[view], baseURL: env.E2E_URL, reducedMotion: "reduce" });
        return context.newPage();
      };
      const photos = photographer("docs/screenshots");
      await tour({ desktop: await open("desktop"), phone: await open("phone") }, photos);
      await fillWithPeople(env);
      await consoleTour(open, photos);
      say(`${photos.count()} pictures in docs/screenshots, ${Math.round(photos.bytes() / 1024)} kB together.`);
    } finally {
      await browser.close();
    }
  });
  process.exit(0);
}
