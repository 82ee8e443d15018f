import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { asObject } from "@/lib/entry/openapi/schemas";

/** Where an answer is described: an operation's method and its path in the document. */
export interface Described {
  method: string;
  path: string;
}

/**
 * Makes a check of answers against an OpenAPI document. A method that the document does not have for a path may only be refused.
 * @returns what is wrong with a JSON body, in sentences; also one when the document does not know of such an answer.
 */
export function answerCheck(document: object): (described: Described, status: number, body: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(document, "document");
  return ({ method, path }, status, body) => {
    const isOperation = Object.hasOwn(asObject(asObject(asObject(document).paths)[path]), method);
    const pointer = isOperation
      ? ["paths", path, method, "responses", String(status), "content", "application/json", "schema"]
      : ["components", "schemas", "Failure"];
    const validate = ajv.getSchema(`document#/${pointer.map(escaped).join("/")}`);
    if (!validate) return [`${method} ${path} is not documented to answer ${status}`];
    validate(body);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "the body"} ${message}`);
  };
}

/** An answer as it came. */
interface Received {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** The same for answers as they come: also their content type and the headers that each has to carry; a file is taken as it is, and nothing where nothing is documented. */
export function receivedCheck(document: object): (described: Described, received: Received) => string[] {
  const check = answerCheck(document);
  return ({ method, path }, { status, headers, text }) => {
    const missing = ["x-request-id", "x-process-time"].filter((name) => !headers[name]).map((name) => `${name} is missing`);
    const type = String(headers["content-type"] ?? "nothing")
      .split(";", 1)
      .join("");
    if (type === "application/json") return [...missing, ...check({ method, path }, status, parsed(text))];
    const operation = asObject(asObject(asObject(asObject(document).paths)[path])[method] ?? {});
    const documented = asObject(operation.responses ?? {})[String(status)];
    const content = asObject(asObject(documented ?? {}).content ?? {});
    // A redirect and "you have it" are documented with headers alone.
    const isAsSaid = Object.hasOwn(content, type) || (documented && Object.keys(content).length === 0 && text === "");
    return isAsSaid ? missing : [...missing, `${method} ${path} is not documented to answer ${status} with ${type}`];
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** RFC 6901 §3 in a URI fragment (§6). */
const escaped = (part: string): string => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
