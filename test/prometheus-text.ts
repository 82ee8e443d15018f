/** The samples of a scrape by name and labels, as they are written: `name{label="value"}`. */
export type Samples = Map<string, number>;

const SAMPLE =
  /^(?<key>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*\})?) (?<value>[-+]?(?:\d+(?:\.\d+)?(?:e[-+]?\d+)?|Inf)|NaN)$/i;

/**
 * Reads the text format of Prometheus, version 0.0.4, as strictly as Prometheus does.
 * @throws Error naming the line that is wrong: no sample, one without its TYPE, or one that is there twice.
 */
export function readPrometheusText(text: string): Samples {
  const types = new Set<string>();
  const samples: Samples = new Map();
  for (const line of text.split("\n")) {
    const type = /^# TYPE (\S+) (?:counter|gauge|histogram|summary|untyped)$/.exec(line)?.[1];
    if (type) {
      if (types.has(type)) throw new Error(`Twice: ${line}`);
      types.add(type);
    }
    if (line === "" || line.startsWith("# ")) continue;
    const { key, name, value } = SAMPLE.exec(line)?.groups ?? {};
    if (!key || !name || !value) throw new Error(`No sample: ${line}`);
    if (!types.has(name) && !types.has(name.replace(/_(?:bucket|sum|count)$/, ""))) throw new Error(`Without its TYPE: ${line}`);
    if (samples.has(key)) throw new Error(`Twice: ${line}`);
    samples.set(key, Number(value.replace("Inf", "Infinity")));
  }
  return samples;
}
