/** No argument of ours nests deeper; the framework's decoder overflows its stack at a few thousand. */
const MAX_DEPTH = 64;

/**
 * What a string in an action's arguments may mean besides itself, as React's client writes it: a doubled dollar,
 * a value JSON has not, a date, a big integer. Everything else that begins with a dollar refers to another part.
 */
const PLAIN = /^\$(?:\$|undefined$|NaN$|Infinity$|-Infinity$|-0$|D\d{4}-\d\d-\d\dT[\d:.]+Z$|n-?\d{1,1000}$)/;
/** A reference to a file (B) or to a form's fields (K), by the part's number in hexadecimal. */
const REFERENCE = /^\$([BK])([0-9a-f]{1,4})$/;

/**
 * True when the body of a server action's call can be decoded. The framework throws for one that cannot, and
 * answers 500; a sender's mistake deserves 400. What the arguments say is the action's own business.
 */
export async function isActionBody(contentType: string, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    if (/^multipart\/form-data/i.test(contentType)) return await isMultipartCall(contentType, body);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const call: unknown = JSON.parse(text);
    return Array.isArray(call) && isDecodable(call, () => false);
  } catch {
    return false;
  }
}

/**
 * Part `0` holds the arguments and comes last; before it come the files it refers to, named by number, and
 * the fields of its forms, named `1_name`. Ours use nothing else that the client could write.
 */
async function isMultipartCall(contentType: string, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
  const [name, call] = [...form].at(-1) ?? [];
  if (name !== "0" || typeof call !== "string" || form.getAll("0").length > 1) return false;
  const exists = (kind: string, id: string) => kind === "K" || form.get(String(Number.parseInt(id, 16))) instanceof Blob;
  const parsed: unknown = JSON.parse(call);
  return Array.isArray(parsed) && isDecodable(parsed, exists);
}

function isDecodable(root: unknown, exists: (kind: string, id: string) => boolean): boolean {
  const open: Array<{ value: unknown; depth: number }> = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === "string") {
      if (value.startsWith("$") && !PLAIN.test(value) && !refersTo(value, exists)) return false;
    } else if (typeof value === "object" && value !== null) {
      if (depth >= MAX_DEPTH) return false;
      for (const child of Object.values(value)) open.push({ value: child, depth: depth + 1 });
    }
  }
  return true;
}

function refersTo(value: string, exists: (kind: string, id: string) => boolean): boolean {
  const [, kind = "", id] = REFERENCE.exec(value) ?? [];
  return id !== undefined && exists(kind, id);
}
