import { readMetrics } from "@/lib/entry/metrics/handler";
import { endpoint } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: readMetrics });
