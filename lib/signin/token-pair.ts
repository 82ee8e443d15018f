import type { z } from "zod";
import type { tokenPair } from "@/lib/signin/login.schema";
import { issueAccessToken } from "@/lib/tokens/access-token";

/** Both tokens, as every way in tells a program of them. */
export type TokenPair = z.input<typeof tokenPair>;

/** An access token for these claims beside the refresh token that goes with it. */
export async function issueTokenPair(claims: Parameters<typeof issueAccessToken>[0], refreshToken: string): Promise<TokenPair> {
  const { token, expiresIn } = await issueAccessToken(claims);
  return { access_token: token, refresh_token: refreshToken, token_type: "Bearer", expires_in: expiresIn };
}
