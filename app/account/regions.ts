const LANGUAGES = [
  "en",
  "en-GB",
  "en-US",
  "ar",
  "bg",
  "ca",
  "cs",
  "da",
  "de",
  "el",
  "es",
  "et",
  "eu",
  "fi",
  "fr",
  "gl",
  "he",
  "hi",
  "hr",
  "hu",
  "id",
  "it",
  "ja",
  "ko",
  "lt",
  "lv",
  "ms",
  "nb",
  "nl",
  "pl",
  "pt",
  "pt-BR",
  "ro",
  "ru",
  "sk",
  "sl",
  "sr",
  "sv",
  "th",
  "tr",
  "uk",
  "vi",
  "zh-CN",
  "zh-TW",
];

export interface Choice {
  value: string;
  label: string;
}

/** The languages to choose from, each under its own name, with the present one among them. */
export function languages(present: string): Choice[] {
  const tags = LANGUAGES.includes(present) ? LANGUAGES : [present, ...LANGUAGES];
  return tags.map((value) => {
    const label = new Intl.DisplayNames([value], { type: "language", fallback: "code" }).of(value) ?? value;
    return { value, label: label.charAt(0).toLocaleUpperCase(value) + label.slice(1) };
  });
}

/** Time zones grouped by region ("Europe"), as this runtime knows them, with the present one among them. */
export function timeZones(present: string): [region: string, zones: Choice[]][] {
  const names = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), present]);
  const regions = new Map<string, Choice[]>();
  for (const value of [...names].sort()) {
    const at = value.indexOf("/");
    const region = at < 0 ? "Universal" : value.slice(0, at);
    const zones = regions.get(region) ?? [];
    zones.push({
      value,
      label: value
        .slice(at + 1)
        .replaceAll("_", " ")
        .replaceAll("/", ", "),
    });
    regions.set(region, zones);
  }
  return [...regions];
}
