// Values that the examples of several operations share: one person, one session, one moment. None is real.

export const USER_ID = "0192f3c4-7a10-7c3e-9b1a-5d2f6e8a4c01";
export const SESSION_ID = "0192f3c4-8b20-7d4f-8c2b-6e3a7f9b5d02";
export const CREATED = "2026-01-15T09:30:00.000Z";
export const SEEN = "2026-01-15T10:00:00.000Z";
export const EXPIRES = "2026-01-15T17:30:00.000Z";
export const PASSWORD = "lantern-orchid-47-harbour";
export const NEW_PASSWORD = "copper-violet-82-meadow";

/** As long as a mailed link's token, and nobody's. */
export const LINK_TOKEN = "EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE-123";

/** One pixel. */
export const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export const PERSON = { email: "ana@example.com", username: "ana", full_name: "Ana Example" };

export const TOKENS = {
  access_token: "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJleGFtcGxlIjp0cnVlfQ.c2lnbmF0dXJl",
  refresh_token: "EXAMPLE-refresh-token-EXAMPLE-refresh-token",
  token_type: "Bearer",
  expires_in: 1800,
};

export const ACCOUNT = {
  id: USER_ID,
  ...PERSON,
  email_verified: true,
  role: "user",
  is_active: true,
  created_at: CREATED,
  last_sign_in_at: SEEN,
};

export const ACCOUNT_DETAILS = { ...ACCOUNT, has_password: true, password_changed_at: CREATED, deactivated_at: null, sessions: 1 };

export const PROFILE = {
  id: USER_ID,
  ...PERSON,
  email_verified: true,
  picture: null,
  role: "user",
  is_active: true,
  has_password: true,
  password_changed_at: CREATED,
  locale: "en",
  time_zone: "Europe/Lisbon",
  user_settings: { theme: "dark" },
  created_at: CREATED,
  last_sign_in_at: SEEN,
};

export const SESSION = {
  id: SESSION_ID,
  current: true,
  ip: "192.0.2.10",
  user_agent: "curl/8.14.1",
  device: "curl",
  remember_me: false,
  created_at: CREATED,
  last_seen_at: SEEN,
  expires_at: EXPIRES,
  absolute_expires_at: EXPIRES,
  amr: ["pwd"],
};
