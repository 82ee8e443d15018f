import { databaseHealth } from "@/lib/entry/health/handlers";
import { endpoint } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: databaseHealth });
