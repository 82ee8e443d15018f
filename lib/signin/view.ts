import { describePlace, placeOf } from "@/lib/place";
import type { AskedSignIn } from "@/lib/signin/device-approval.schema";
import { describeUserAgent } from "@/lib/user-agent";

/** A sign-in as its owner is asked about it. */
export async function viewOfSignIn(row: { ip: string | null; userAgent: string | null; occurredAt: Date }): Promise<AskedSignIn> {
  return {
    device: describeUserAgent(row.userAgent),
    ip: row.ip,
    place: describePlace(await placeOf(row.ip)),
    occurred_at: row.occurredAt.toISOString(),
  };
}
