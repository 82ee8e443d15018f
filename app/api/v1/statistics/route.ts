import { endpoint, route } from "@/lib/entry/route";
import { getStatistics } from "@/lib/statistics/statistics";
import { statisticsContract } from "@/lib/statistics/statistics.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: route(statisticsContract, getStatistics) });
