import { stopActingByForm } from "@/lib/entry/impersonation";
import { endpoint } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ POST: stopActingByForm });
