import { buildOpenApiDocument } from "@/lib/entry/openapi/document";
import { receivedCheck } from "../documented-answers";
import type { Answer } from "./client";

const document: ReturnType<typeof buildOpenApiDocument> = JSON.parse(JSON.stringify(buildOpenApiDocument()));
const check = receivedCheck(document);

/** The document's paths as patterns; one without a parameter goes before one with. */
const templates = Object.keys(document.paths)
  .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`) }))
  .sort((a, b) => a.path.split("{").length - b.path.split("{").length);

/**
 * Holds an answer against the document: that such a status is documented for the operation, and the body as its schema says.
 * An address that the document does not have may answer anything.
 * @throws Error with what is undocumented.
 */
export function assertDocumented(method: string, address: string, answer: Answer): void {
  const path = address.replace(/[?#].*$/s, "");
  const template = templates.find(({ pattern }) => pattern.test(path));
  if (!template || ["HEAD", "OPTIONS"].includes(method)) return;
  const findings = check({ method: method.toLowerCase(), path: template.path }, answer);
  if (findings.length > 0)
    throw new Error(`${method} ${address} was answered ${answer.status} otherwise than documented: ${findings.join("; ")}\n${answer.text}`);
}
