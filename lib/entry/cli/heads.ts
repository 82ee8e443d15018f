import type { AuditHead } from "@/lib/audit/seal";
import { UsageError } from "@/lib/entry/cli/command";

/** The one-line form of a head: `platform:12:9f86…`. */
export const formatHead = (head: AuditHead): string => `${head.scope}:${head.sequence}:${head.hash}`;

/** Reads the one-line form. @throws UsageError when it is not one. */
export function parseHead(text: string): AuditHead {
  const match = /^(?<scope>.+):(?<sequence>[1-9]\d{0,9}):(?<hash>[0-9a-f]{64})$/.exec(text);
  const { scope, sequence, hash } = match?.groups ?? {};
  if (!scope || !sequence || !hash) throw new UsageError(`"${text.slice(0, 120)}" is not a head such as platform:12:9f86d081….`);
  return { scope, sequence: Number(sequence), hash };
}
