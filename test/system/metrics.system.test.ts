import { expect, test } from "vitest";
import { readPrometheusText } from "../prometheus-text";
import { addPerson, newAddress, openSession, PASSWORD, whoami } from "./people";
import { startPortal } from "./portal";

const TOKEN = "metrics-token-of-this-test";
const portal = await startPortal({ env: { METRICS_TOKEN: TOKEN, RATE_LIMITS: "on", TRUSTED_PROXIES: "loopback" } });

async function scrape() {
  const answer = await portal.request("/api/metrics", { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer.status).toBe(200);
  return { samples: readPrometheusText(answer.text), text: answer.text };
}

test("requests, sign-ins, hashes and refusals are counted, by names that nobody from outside chooses", async () => {
  const before = (await scrape()).samples;
  const person = await addPerson();
  const client = await openSession(portal, person);
  for (let round = 0; round < 3; round++) expect(await whoami(client)).toBe(200);
  const admin = await openSession(portal, await addPerson({ role: "admin" }));
  await admin.request(`/api/v1/users/${person.id}`);
  await portal.request("/api/v1/auth/login", { json: { email: person.email, password: PASSWORD } });
  const email = newAddress();
  for (let guess = 0; guess < 6; guess++) await portal.request("/api/v1/auth/login", { json: { email, password: "guess" } });
  for (let odd = 0; odd < 50; odd++) await portal.request(`/odd-${odd}/${crypto.randomUUID()}`);

  // The line of a request is written when its answer is out.
  await expect
    .poll(async () => {
      const { samples, text } = await scrape();
      expect(text).not.toContain("odd-");
      expect(text).not.toContain(person.id);
      expect(text).not.toContain(email);
      const grown = (key: string) => (samples.get(key) ?? 0) - (before.get(key) ?? 0);
      return {
        me: grown('portico_http_requests_total{method="GET",route="/api/v1/auth/me",status="200"}'),
        timed: grown('portico_http_request_duration_seconds_count{route="/api/v1/auth/me"}'),
        user: grown('portico_http_requests_total{method="GET",route="/api/v1/users/[id]",status="200"}'),
        odd: grown('portico_http_requests_total{method="GET",route="none",status="404"}'),
        success: grown('portico_sign_ins_total{outcome="success"}'),
        wrong: grown('portico_sign_ins_total{outcome="invalid_credentials"}'),
        limited: grown('portico_sign_ins_total{outcome="rate_limited"}'),
        refused: grown('portico_rate_limit_refusals_total{budget="signin.account"}'),
        hashed: grown('portico_hashes_total{outcome="done"}') >= 6,
        cached: grown('portico_session_cache_reads_total{result="hit"}') > 0,
      };
    })
    .toEqual({ me: 3, timed: 3, user: 1, odd: 50, success: 1, wrong: 5, limited: 1, refused: 1, hashed: true, cached: true });
});

test("they are for METRICS_TOKEN alone", async () => {
  const sent: Record<string, string>[] = [{}, { authorization: "Bearer wrong" }, { "x-portico-ip": "127.0.0.1" }];
  for (const headers of sent) {
    const answer = await portal.request("/api/metrics", { headers });
    expect([answer.status, answer.body.error?.type]).toEqual([401, "UNAUTHENTICATED"]);
  }
});
