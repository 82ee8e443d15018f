/** Whom a password must not be built on. */
export interface OwnWords {
  email: string;
  username?: string | null | undefined;
  name?: string | null | undefined;
}

/** Shorter words are in half of all passphrases by chance. */
const SHORTEST_WORD = 3;

/** What must be left of a password when its owner's words are taken out, as `weight` counts. */
const ENOUGH_REST = 8;

/** Letters and pictures count one each, and so does a whole run of digits and signs: a year behind a name adds little. */
const weight = (text: string): number => text.match(/[\p{L}\p{Extended_Pictographic}]|[^\p{L}\p{Extended_Pictographic}]+/gu)?.length ?? 0;

const LOOKALIKES: Record<string, string> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s", "!": "i" };

/** Compared without case, accents and compatibility forms. */
const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** As `fold`, and with p0rtic0 read as portico. */
const foldLookalikes = (text: string): string => fold(text).replace(/[013457@$!]/g, (sign) => LOOKALIKES[sign] ?? sign);

/** Every word of the owner and of the product: whole, and in parts (jane.doe is also jane and doe). */
function words(owner: OwnWords, product: string): string[] {
  const [local = "", domain = ""] = owner.email.split("@");
  const wholes = [owner.email, local, owner.username ?? "", owner.name ?? "", product, ...domain.split(".").slice(0, -1)];
  const parts = wholes.flatMap((whole) => [whole, whole.replace(/[^\p{L}\p{N}]/gu, ""), ...whole.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(parts)].filter((word) => [...word].length >= SHORTEST_WORD).sort((a, b) => b.length - a.length);
}

/** What is left of a password when its owner's words are taken out. */
export interface Rest {
  text: string;
  /** False when the own words are most of the password; a short name inside a long passphrase does no harm. */
  isEnough: boolean;
}

/** Takes the owner's words, and the product's, out of a password: as written, and with look-alikes read as letters. Empty when it holds none. */
export function restsWithoutOwnWords(password: string, owner: OwnWords, product: string): Rest[] {
  return [fold, foldLookalikes].flatMap((form) => {
    const whole = form(password);
    const text = words(owner, product).reduce((left, word) => left.replaceAll(form(word), ""), whole);
    if (text === whole) return [];
    const removed = [...whole].length - [...text].length;
    return [{ text, isEnough: weight(text) >= ENOUGH_REST || removed * 2 < weight(text) }];
  });
}
