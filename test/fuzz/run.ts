import fc from "fast-check";
import type { receivedCheck } from "../documented-answers";
import { crowd } from "../resilience/crowd";
import type { Answer, Sent } from "../system/client";
import type { FuzzedOperation, FuzzedRequest } from "./requests";

/** Milliseconds within which every answer must have come. */
const PATIENCE_MS = 2000;

/** Somebody who sends requests: what their requests carry, and what renews it when one of them has ended it. */
export interface FuzzCaller {
  name: string;
  headers(): Promise<Record<string, string>>;
  /** Told of every answer, so that a proof which has died can be replaced. */
  answered(answer: Answer): void;
}

export interface FuzzOptions {
  operations: readonly FuzzedOperation[];
  callers: readonly FuzzCaller[];
  /** At least; every operation gets the same number. */
  requests: number;
  seed: number;
  send(path: string, sent: Sent): Promise<Answer>;
  check: ReturnType<typeof receivedCheck>;
}

export interface FuzzReport {
  sent: number;
  perOperation: number;
  /** How many answers had each status. */
  statuses: Record<string, number>;
  slowestMs: number;
  /** What was wrong, each kind once with a request that showed it. */
  findings: string[];
}

/** Sends requests for every operation as every caller, sixteen at a time, and judges every answer. */
export async function fuzz({ operations, callers, requests, seed, send, check }: FuzzOptions): Promise<FuzzReport> {
  const perOperation = Math.ceil(requests / operations.length);
  const report: FuzzReport = { sent: 0, perOperation, statuses: {}, slowestMs: 0, findings: [] };
  const kinds = new Map<string, string>();
  for (const [index, operation] of operations.entries()) {
    const samples = fc.sample(operation.requests, { numRuns: perOperation, seed: seed + index });
    await crowd(samples.length, 16, async (at) => {
      const sample = samples[at];
      const caller = callers[at % callers.length];
      if (!sample || !caller) return;
      const headers = { ...(await caller.headers()), ...sample.sent.headers };
      const name = `${operation.method.toUpperCase()} ${operation.path} as ${caller.name}`;
      const answer = await send(sample.path, { ...sample.sent, headers }).catch((error: unknown) => String(error));
      report.sent += 1;
      const found = typeof answer === "string" ? [`no answer: ${answer}`] : judge(operation, answer, check);
      for (const finding of found) kinds.set(`${name}: ${finding}`, shown(sample));
      if (typeof answer === "string") return;
      caller.answered(answer);
      report.statuses[answer.status] = (report.statuses[answer.status] ?? 0) + 1;
      report.slowestMs = Math.max(report.slowestMs, answer.ms);
    });
  }
  report.findings = [...kinds].map(([finding, request]) => `${finding}\n    ${request}`);
  return report;
}

function judge(operation: FuzzedOperation, answer: Answer, check: FuzzOptions["check"]): string[] {
  const found: string[] = [];
  if (answer.status >= 500) found.push(`${answer.status} ${answer.text.slice(0, 200)}`);
  if (answer.ms > PATIENCE_MS) found.push(`took longer than ${PATIENCE_MS} ms`);
  return [...found, ...check(operation, answer)];
}

const shown = ({ path, sent }: FuzzedRequest): string =>
  `${path.slice(0, 300)} ${JSON.stringify(sent.headers).slice(0, 300)} ${JSON.stringify(sent.body?.toString() ?? null).slice(0, 600)}`;
