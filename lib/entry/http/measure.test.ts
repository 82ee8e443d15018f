import { Counter, Histogram, Registry } from "prom-client";
import { expect, it } from "vitest";
import { measureWith } from "@/lib/entry/http/measure";
import { readPrometheusText } from "@/test/prometheus-text";

function instruments() {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({ name: "requests_total", help: "…", labelNames: ["method", "route", "status"], registers });
  const durations = new Histogram({ name: "seconds", help: "…", labelNames: ["route"], buckets: [0.01, 1], registers });
  return { registry, requests, durations };
}

it("answers are counted by method, route and status, and timed by route", async () => {
  const { registry, ...made } = instruments();
  const measure = measureWith((path) => (path.startsWith("/users/") ? "/users/[id]" : path), made);
  measure({ method: "GET", path: "/users/1", status: 200, ms: 5 });
  measure({ method: "GET", path: "/users/2", status: 200, ms: 500 });
  measure({ method: "GET", path: "/users/3", status: 404, ms: 5 });
  measure({ method: "BREW", path: "/tea", status: 501, ms: 5 });
  const samples = readPrometheusText(await registry.metrics());
  expect(samples.get('requests_total{method="GET",route="/users/[id]",status="200"}')).toBe(2);
  expect(samples.get('requests_total{method="GET",route="/users/[id]",status="404"}')).toBe(1);
  expect(samples.get('requests_total{method="other",route="/tea",status="501"}')).toBe(1);
  expect(samples.get('seconds_bucket{le="0.01",route="/users/[id]"}')).toBe(2);
  expect(samples.get('seconds_count{route="/users/[id]"}')).toBe(3);
  expect(samples.get('seconds_sum{route="/users/[id]"}')).toBeCloseTo(0.51);
});
