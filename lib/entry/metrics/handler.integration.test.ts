import { afterEach, describe, expect, it, vi } from "vitest";
import { pool } from "@/lib/db";
import { readMetrics } from "@/lib/entry/metrics/handler";
import { env } from "@/lib/env";
import { readPrometheusText } from "@/test/prometheus-text";

const original = { METRICS_TOKEN: env.METRICS_TOKEN, isLoopback: env.isLoopback };
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(env, original);
});

const ask = (headers: Record<string, string> = {}) => {
  const request = new Request(`${env.APP_URL}/api/metrics`, { headers: { "x-portico-ip": "127.0.0.1", ...headers } });
  return readMetrics(request, { params: Promise.resolve({}) });
};

describe("without METRICS_TOKEN", () => {
  it("only this machine reads them", async () => {
    expect((await ask()).status).toBe(200);
    expect((await ask({ "x-portico-ip": "::1" })).status).toBe(200);
    expect((await ask({ "x-portico-ip": "192.0.2.7" })).status).toBe(404);
    expect((await ask({ "x-portico-ip": "192.0.2.7", authorization: "Bearer undefined" })).status).toBe(404);
  });

  it("nobody reads those of a portal that others use: a proxy would look like this machine", async () => {
    Object.assign(env, { isLoopback: false });
    expect((await ask()).status).toBe(404);
  });
});

describe("with METRICS_TOKEN", () => {
  it("nobody reads them without it, on this machine neither", async () => {
    Object.assign(env, { METRICS_TOKEN: "right" });
    for (const authorization of ["", "Bearer ", "Bearer wrong", "Bearer right2", "Basic right", "right"]) {
      const answer = await ask({ authorization });
      expect([answer.status, answer.headers.get("www-authenticate")], authorization).toEqual([401, "Bearer"]);
      expect(await answer.text()).not.toContain("portico_");
    }
  });

  it("whoever shows it reads them, from anywhere", async () => {
    Object.assign(env, { METRICS_TOKEN: "right", isLoopback: false });
    expect((await ask({ authorization: "Bearer right", "x-portico-ip": "192.0.2.7" })).status).toBe(200);
  });
});

describe("the text", () => {
  it("is what Prometheus reads, with everything an operator needs", async () => {
    const answer = await ask();
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const samples = readPrometheusText(await answer.text());
    const names = new Set([...samples.keys()].map((key) => key.split("{", 1).join("")));
    for (const name of [
      "portico_event_loop_delay_seconds",
      "portico_memory_bytes",
      "portico_database_connections",
      "portico_hash_waiting",
      "portico_hashes_total",
      "portico_jobs",
      "portico_session_cache_reads_total",
      "process_start_time_seconds",
    ]) {
      expect(names).toContain(name);
    }
    expect(samples.get('portico_memory_bytes{kind="rss"}')).toBeGreaterThan(1_000_000);
    expect(samples.get('portico_jobs{state="failed"}')).toBe(0);
  });

  it("is the same kind of text the second time", async () => {
    const [first, second] = [await (await ask()).text(), await (await ask()).text()];
    expect([...readPrometheusText(second).keys()]).toEqual([...readPrometheusText(first).keys()]);
  });

  it("leaves the queue out while the database is away, and the rest is there", async () => {
    vi.spyOn(pool, "query").mockImplementation(() => {
      throw new Error("connect ECONNREFUSED");
    });
    const samples = readPrometheusText(await (await ask()).text());
    expect([...samples.keys()].filter((key) => key.startsWith("portico_job"))).toEqual([]);
    expect(samples.size).toBeGreaterThan(10);
  });
});
