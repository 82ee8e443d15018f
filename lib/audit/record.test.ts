import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "@/lib/audit/clean";
import { type AuditRecord, canonicalJson, canonicalRecord, recordMac } from "@/lib/audit/record";

const anyJson = fc.jsonValue({ maxDepth: 4, stringUnit: "binary" }).map((value): Json => JSON.parse(JSON.stringify(value)));
const maybeText = fc.option(fc.string({ unit: "binary", maxLength: 12 }), { nil: null });

const anyRecord: fc.Arbitrary<AuditRecord> = fc.record({
  id: fc.uuid(),
  scope: fc.string({ maxLength: 8 }),
  occurredAt: fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
  action: fc.string({ maxLength: 8 }),
  outcome: fc.constantFrom("success", "failure", "denied"),
  actorType: fc.constantFrom("user", "system", "anonymous"),
  actorId: maybeText,
  sessionId: maybeText,
  targetType: maybeText,
  targetId: maybeText,
  ip: maybeText,
  userAgent: maybeText,
  requestId: maybeText,
  details: anyJson,
});

function shuffled(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(shuffled);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]): [string, Json] => [key, shuffled(item)]),
  );
}

describe("the canonical text of JSON", () => {
  it("is JSON of the same value, whatever the order of its keys was", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it("refuses nesting that nothing of ours has", () => {
    expect(() => canonicalJson(JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`))).toThrow(RangeError);
  });
});

describe("the canonical text of a row", () => {
  it("can be read back in full, so that no two different rows share one", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const [version, id, scope, occurredAt, action, outcome, actorType, ...rest] = JSON.parse(canonicalRecord(record));
        const [actorId, sessionId, targetType, targetId, ip, userAgent, requestId, details, ...nothing] = rest;
        expect(version).toBe("portico.audit.event.v1");
        expect(nothing).toEqual([]);
        expect({
          ...{ id, scope, occurredAt: new Date(occurredAt), action, outcome, actorType },
          ...{ actorId, sessionId, targetType, targetId, ip, userAgent, requestId, details },
        }).toEqual(record);
      }),
    );
  });

  it("differs when two neighbours share the same letters", () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (left, right) => {
        const isSame = JSON.stringify(left) === JSON.stringify({ ...right, details: right.details });
        expect(canonicalRecord(left) === canonicalRecord(right)).toBe(isSame);
      }),
    );
    const [record] = fc.sample(anyRecord, { numRuns: 1, seed: 1 });
    if (!record) throw new Error("no sample");
    const one = { ...record, targetType: "ab", targetId: "c" };
    const two = { ...record, targetType: "a", targetId: "bc" };
    expect(canonicalRecord(one)).not.toBe(canonicalRecord(two));
    expect(canonicalRecord({ ...record, actorId: null })).not.toBe(canonicalRecord({ ...record, actorId: "null" }));
  });

  it("gives a keyed hash that changes with every field", () => {
    const [record] = fc.sample(anyRecord, { numRuns: 1, seed: 7 });
    if (!record) throw new Error("no sample");
    const macs = new Set([recordMac(record)]);
    for (const field of ["id", "scope", "action", "outcome", "actorType"] as const) macs.add(recordMac({ ...record, [field]: "other" }));
    for (const field of ["actorId", "sessionId", "targetType", "targetId", "ip", "userAgent", "requestId"] as const) {
      macs.add(recordMac({ ...record, [field]: "other" }));
    }
    macs.add(recordMac({ ...record, occurredAt: new Date(record.occurredAt.getTime() + 1) }));
    macs.add(recordMac({ ...record, details: { other: true } }));
    expect(macs.size).toBe(15);
  });
});
