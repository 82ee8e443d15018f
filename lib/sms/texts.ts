import { brand } from "@/lib/brand";
import { env } from "@/lib/env";

/**
 * The text with a code. Its last line binds the code to our origin, so that phones fill it in there and nowhere else
 * (WICG, Origin-bound one-time codes delivered via SMS).
 */
export function codeText(code: string, minutes: number): string {
  const { host } = new URL(env.APP_URL);
  return `${code} is your ${brand.name} code, good for ${minutes} minutes. Nobody will ask you for it.\n\n@${host} #${code}`;
}
