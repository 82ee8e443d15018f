import type { Worker } from "node:worker_threads";
import { unavailable } from "@/lib/errors";
import { type HashJob, type HashResult, hashAnswer } from "@/lib/passwords/pool-jobs";
import { startThread, type ThreadPriority } from "@/lib/passwords/thread";

/** `known` goes first: work for somebody who is signed in or was just recognised. */
export type Priority = "known" | "normal";

export interface PoolOptions {
  /** The worker's file: plain JavaScript, an absolute path. */
  file: string;
  /** Threads at most; they start when there is work for them. */
  size: number;
  /** Refuse a job that would wait longer, in milliseconds. */
  maxWaitMs: number;
  /** Refuse a job behind this many of its priority. */
  maxQueued: number;
  /** What one job takes in milliseconds, before the first was measured. */
  firstEstimateMs: number;
  /**
   * Jobs handed to a thread beyond the one it does, asked at each. With short jobs a thread would else stand idle after each,
   * until the event loop comes round to give it the next; with long ones 0, since what was handed over is
   * overtaken by nobody.
   */
  ahead: () => number;
  threadPriority: ThreadPriority;
}

export interface PoolStatistics {
  threads: number;
  busy: number;
  queuedKnown: number;
  queuedNormal: number;
  /** Since the process started. */
  completed: number;
  refused: number;
  crashes: number;
  /** Moving average of one job, in milliseconds. */
  averageMs: number;
  /** What a job of normal priority would wait now, in milliseconds. */
  expectedWaitMs: number;
}

interface Waiting {
  job: HashJob;
  priority: Priority;
  crashes: number;
  resolve(result: HashResult): void;
  reject(reason: unknown): void;
}

/** How much one new measure moves the average: about the last twenty jobs count. */
const SMOOTHING = 0.1;

/**
 * Threads that hash, with a bounded queue in front of them. A job whose thread dies is tried once more
 * on another. Idle threads do not keep the process alive.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #queues: Record<Priority, Waiting[]> = { known: [], normal: [] };
  readonly #idle: Worker[] = [];
  /** What each thread has been given: the first is being done. */
  readonly #busy = new Map<Worker, { given: Waiting[]; startedAt: number }>();
  #averageMs: number;
  #completed = 0;
  #refused = 0;
  #crashes = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#averageMs = options.firstEstimateMs;
  }

  /** Does one job. @throws AppError UNAVAILABLE when it would wait too long, or its thread died twice. */
  run(job: HashJob, priority: Priority = "normal"): Promise<HashResult> {
    const waitMs = this.#expectedWaitMs(priority);
    if (this.#closed || waitMs > this.#options.maxWaitMs || this.#queues[priority].length >= this.#options.maxQueued) {
      this.#refused += 1;
      return Promise.reject(unavailable(Math.max(1, Math.ceil(waitMs / 1000))));
    }
    return new Promise((resolve, reject) => {
      this.#queues[priority].push({ job, priority, crashes: 0, resolve, reject });
      this.#dispatch();
    });
  }

  statistics(): PoolStatistics {
    return {
      threads: this.#idle.length + this.#busy.size,
      busy: this.#busy.size,
      queuedKnown: this.#queued("known"),
      queuedNormal: this.#queued("normal"),
      completed: this.#completed,
      refused: this.#refused,
      crashes: this.#crashes,
      averageMs: this.#averageMs,
      expectedWaitMs: this.#expectedWaitMs("normal"),
    };
  }

  /** Ends the threads for good; what still waits or runs is refused with UNAVAILABLE. */
  async close(): Promise<void> {
    this.#closed = true;
    const left = [
      ...this.#queues.known.splice(0),
      ...this.#queues.normal.splice(0),
      ...[...this.#busy.values()].flatMap(({ given }) => given),
    ];
    const workers = [...this.#idle.splice(0), ...this.#busy.keys()];
    this.#busy.clear();
    for (const work of left) work.reject(unavailable(1));
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  /** Those that no thread has begun. */
  #queued(priority: Priority): number {
    let handedOver = 0;
    for (const { given } of this.#busy.values()) handedOver += given.slice(1).filter((work) => work.priority === priority).length;
    return this.#queues[priority].length + handedOver;
  }

  #expectedWaitMs(priority: Priority): number {
    const ahead = this.#queued("known") + (priority === "normal" ? this.#queued("normal") : 0);
    const free = this.#options.size - this.#busy.size;
    return (Math.max(0, ahead + 1 - free) * this.#averageMs) / this.#options.size;
  }

  #dispatch(): void {
    while (!this.#closed) {
      const worker = this.#threadWithRoom();
      const work = worker && (this.#queues.known.shift() ?? this.#queues.normal.shift());
      if (!work) return;
      const running = this.#busy.get(worker);
      if (running) running.given.push(work);
      else this.#busy.set(worker, { given: [work], startedAt: performance.now() });
      worker.ref();
      worker.postMessage(work.job);
    }
  }

  /** A thread for the next job that waits: an idle one, a new one, or one that takes a job ahead. */
  #threadWithRoom(): Worker | undefined {
    if (this.#queues.known.length + this.#queues.normal.length === 0) return undefined;
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#busy.size < this.#options.size) return this.#start();
    const ahead = this.#options.ahead();
    for (const [worker, { given }] of this.#busy) if (given.length <= ahead) return worker;
    return undefined;
  }

  #start(): Worker {
    const worker = startThread(this.#options.file, { priority: this.#options.threadPriority });
    worker.on("message", (message: unknown) => this.#finish(worker, message));
    // An "exit" always follows, and is where the loss is dealt with; unheard, an "error" would end the process.
    worker.on("error", () => {});
    worker.on("exit", () => this.#lose(worker));
    return worker;
  }

  #finish(worker: Worker, message: unknown): void {
    const running = this.#busy.get(worker);
    const work = running?.given.shift();
    if (!running || !work) return;
    const now = performance.now();
    this.#completed += 1;
    this.#averageMs += SMOOTHING * (now - running.startedAt - this.#averageMs);
    running.startedAt = now;
    if (running.given.length === 0) {
      this.#busy.delete(worker);
      worker.unref();
      this.#idle.push(worker);
    }
    const answer = hashAnswer.safeParse(message);
    if (!answer.success) work.reject(answer.error);
    else if ("error" in answer.data) work.reject(new Error(answer.data.error));
    else work.resolve(answer.data.value);
    this.#dispatch();
  }

  #lose(worker: Worker): void {
    const place = this.#idle.indexOf(worker);
    if (place >= 0) this.#idle.splice(place, 1);
    const running = this.#busy.get(worker);
    this.#busy.delete(worker);
    if (this.#closed) return;
    this.#crashes += 1;
    const [work, ...notBegun] = running?.given ?? [];
    if (!work) return;
    for (const other of notBegun.reverse()) this.#queues[other.priority].unshift(other);
    work.crashes += 1;
    if (work.crashes > 1) work.reject(unavailable(1, new Error("A thread of the hash pool died twice over one job.")));
    else this.#queues[work.priority].unshift(work);
    this.#dispatch();
  }
}
