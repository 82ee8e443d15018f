import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/** Where an answer is described: an operation's method and its path in the document. */
export interface Described {
  method: string;
  path: string;
}

/**
 * Makes a check of answers against an OpenAPI document.
 * @returns what is wrong with a JSON body, in sentences; also one when the document does not know of such an answer.
 */
export function answerCheck(document: object): (described: Described, status: number, body: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(document, "document");
  return ({ method, path }, status, body) => {
    const pointer = ["paths", path, method, "responses", String(status), "content", "application/json", "schema"];
    const validate = ajv.getSchema(`document#/${pointer.map(escaped).join("/")}`);
    if (!validate) return [`${method} ${path} is not documented to answer ${status}`];
    validate(body);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "the body"} ${message}`);
  };
}

/** RFC 6901 §3 in a URI fragment (§6). */
const escaped = (part: string): string => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
