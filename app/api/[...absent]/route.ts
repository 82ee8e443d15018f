import { failure } from "@/lib/entry/envelope";
import { notFound } from "@/lib/errors";

/** Programs get the envelope also where nothing is. */
const absent = (request: Request): Response => failure(notFound(), request.headers.get("x-request-id") ?? "");

export { absent as DELETE, absent as GET, absent as HEAD, absent as OPTIONS, absent as PATCH, absent as POST, absent as PUT };
