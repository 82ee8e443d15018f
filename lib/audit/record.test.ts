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
  impersonatorId: maybeText,
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
        const [actorId, sessionId, targetType, targetId, ip, userAgent, requestId, ...last] = rest;
        expect(version).toBe(last.length === 1 ? "portico.audit.event.v1" : "portico.audit.event.v2");
        const [impersonatorId, details] = last.length === 1 ? [null, ...last] : last;
        expect({
          ...{ id, scope, occurredAt: new Date(occurredAt), action, outcome, actorType },
          ...{ actorId, sessionId, targetType, targetId, ip, userAgent, requestId, details, impersonatorId },
        }).toEqual(record);
      }),
    );
  });

  it("is as it was before there was impersonation, for every row without it", () => {
    const record: AuditRecord = {
      ...{ id: "0192f3c4-7a10-7c3e-9b1a-5d2f6e8a4c01", scope: "platform", occurredAt: new Date(0), action: "session.created" },
      ...{ outcome: "success", actorType: "user", actorId: "a", sessionId: "s", targetType: null, targetId: null },
      ...{ ip: null, userAgent: null, requestId: "r", details: { b: 1, a: [] }, impersonatorId: null },
    };
    const facts = `"0192f3c4-7a10-7c3e-9b1a-5d2f6e8a4c01","platform","1970-01-01T00:00:00.000Z","session.created","success","user","a","s",null,null,null,null,"r"`;
    expect(canonicalRecord(record)).toBe(`["portico.audit.event.v1",${facts},{"a":[],"b":1}]`);
    expect(canonicalRecord({ ...record, impersonatorId: "i" })).toBe(`["portico.audit.event.v2",${facts},"i",{"a":[],"b":1}]`);
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
    for (const field of ["actorId", "sessionId", "targetType", "targetId", "ip", "userAgent", "requestId", "impersonatorId"] as const) {
      macs.add(recordMac({ ...record, [field]: "other" }));
    }
    macs.add(recordMac({ ...record, occurredAt: new Date(record.occurredAt.getTime() + 1) }));
    macs.add(recordMac({ ...record, details: { other: true } }));
    expect(macs.size).toBe(16);
  });
});
