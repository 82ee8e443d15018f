// Values that the examples of several operations share: one person, one session, one moment. None is real.

export const USER_ID = "0192f3c4-7a10-7c3e-9b1a-5d2f6e8a4c01";
export const SESSION_ID = "0192f3c4-8b20-7d4f-8c2b-6e3a7f9b5d02";
export const CREATED = "2026-01-15T09:30:00.000Z";
export const SEEN = "2026-01-15T10:00:00.000Z";
export const EXPIRES = "2026-01-15T17:30:00.000Z";
export const ERASED = "2026-02-14T10:00:00.000Z";
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
  erase_after: null,
};

export const ACCOUNT_DETAILS = {
  ...ACCOUNT,
  has_password: true,
  password_changed_at: CREATED,
  deactivated_at: null,
  sessions: 1,
};

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
  impersonated: false,
  ip: "192.0.2.10",
  user_agent: "curl/8.14.1",
  device: "curl",
  remember_me: false,
  created_at: CREATED,
  last_seen_at: SEEN,
  expires_at: EXPIRES,
  absolute_expires_at: EXPIRES,
  auth_time: CREATED,
  amr: ["pwd"],
  acr: "1" as const,
};

export const ORGANIZATION_ID = "0192f3c4-9c30-7e5a-8d3c-7f4b8a0c6e03";
export const UNIT_ID = "0192f3c4-ad40-7f6b-9e4d-8a5c9b1d7f04";
export const ROLE_ID = "0192f3c4-be50-7a7c-8f5e-9b6dac2e8a05";
export const INVITATION_ID = "0192f3c4-cf60-7b8d-9a6f-ac7ebd3f9b06";
export const ASSIGNMENT_ID = "0192f3c4-da70-7c9e-8b7a-bd8fce4aac07";

const ORGANIZATION_FACTS = {
  id: ORGANIZATION_ID,
  slug: "harbour-club",
  name: "Harbour Club",
  logo: null,
  created_at: CREATED,
  updated_at: CREATED,
  deleted_at: null,
  restorable_until: null,
};

/** Somebody's place in it, as a sign-in and `/auth/me` tell it. */
export const STANDING = {
  id: ORGANIZATION_ID,
  slug: ORGANIZATION_FACTS.slug,
  name: ORGANIZATION_FACTS.name,
  roles: ["member"],
  permissions: ["organization.read"],
  unmet: null,
};

export const ORGANIZATION_SUMMARY = { ...ORGANIZATION_FACTS, member_count: 42 };

export const ORGANIZATION = {
  ...ORGANIZATION_FACTS,
  settings: {},
  access: {
    as: "member",
    roles: [{ role: "member", role_name: "Member", unit_id: null }],
    permissions: ["organization.read"],
    unit_permissions: [],
    unmet: null,
  },
};

export const MEMBER = {
  user_id: USER_ID,
  email: PERSON.email,
  full_name: PERSON.full_name,
  picture: null,
  role: "member",
  role_name: "Member",
  unit_id: UNIT_ID,
  unit_name: "Sailing school",
  unit_roles: [{ id: ASSIGNMENT_ID, role: "trainer", role_name: "Trainer", unit_id: UNIT_ID, unit_name: "Sailing school" }],
  status: "active",
  ends_at: null,
  joined_at: CREATED,
  last_seen_at: SEEN,
  is_active: true,
  second_factor: true,
};

export const EXPLANATION = {
  allowed: true,
  permission: "members.invite",
  description: "Invite people; see, resend and revoke invitations",
  reasons: [{ role: "trainer", role_name: "Trainer", unit_id: UNIT_ID, unit_name: "Sailing school", grant: "role" }],
  out_of_reach: [],
  obstacle: null,
  summary: "Yes: they are Trainer of Sailing school, a role that holds it.",
};

export const INVITATION = {
  id: INVITATION_ID,
  email: "ben@example.com",
  role: "member",
  role_name: "Member",
  unit_id: null,
  unit_name: null,
  status: "open",
  invited_by: PERSON.email,
  created_at: CREATED,
  sent_at: SEEN,
  expires_at: EXPIRES,
  accepted_at: null,
};

export const ROLE = {
  id: ROLE_ID,
  slug: "trainer",
  name: "Trainer",
  description: "Invites people into their unit.",
  is_built_in: false,
  permissions: ["members.read", "members.invite"],
  holders: 3,
};

export const UNIT = { id: UNIT_ID, name: "Sailing school", parent_id: null, path: [UNIT_ID], created_at: CREATED };

export const DATA_EXPORT = {
  status: "ready",
  progress: 100,
  requested_at: CREATED,
  ready_at: CREATED,
  expires_at: "2026-01-16T09:30:00.000Z",
  size: 18_204,
  download_url: "/api/v1/users/me/export/download",
};
