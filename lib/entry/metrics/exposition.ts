import { Counter, Gauge, Registry } from "prom-client";
import { ofProcess, ofQueue, type Reading } from "@/lib/entry/metrics/readings";
import { metrics } from "@/lib/metrics";

/** Everything there is to measure, in the text format of Prometheus 0.0.4. */
export async function exposition(): Promise<{ text: string; contentType: string }> {
  const readings = new Registry();
  for (const reading of [...ofProcess(), ...(await ofQueue())]) write(reading, readings);
  const parts = await Promise.all([metrics.registry.metrics(), readings.metrics()]);
  return { text: parts.join("\n"), contentType: readings.contentType };
}

function write({ name, help, kind, values }: Reading, registry: Registry): void {
  const settings = { name, help, registers: [registry], labelNames: typeof values === "number" ? [] : [values.label] };
  const add = kind === "counter" ? adder(new Counter(settings)) : setter(new Gauge(settings));
  if (typeof values === "number") add({}, values);
  else for (const [key, value] of Object.entries(values.by)) add({ [values.label]: key }, value);
}

type Write = (labels: Record<string, string>, value: number) => void;
const adder =
  (instrument: Counter): Write =>
  (labels, value) =>
    instrument.inc(labels, value);
const setter =
  (instrument: Gauge): Write =>
  (labels, value) =>
    instrument.set(labels, value);
