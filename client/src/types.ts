// Written by `npm run api:client` from the OpenAPI document; do not change it by hand.

/** Every `error.type`. */
export type ErrorType = "VALIDATION_ERROR" | "MALFORMED_REQUEST" | "UNAUTHENTICATED" | "INVALID_CREDENTIALS" | "TOKEN_EXPIRED" | "TOKEN_REVOKED" | "STEP_UP_REQUIRED" | "EMAIL_NOT_VERIFIED" | "ACCOUNT_DISABLED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "CONFLICT" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "INTERNAL" | "UNAVAILABLE";

export type TokenPair = {
  access_token: string;
  refresh_token: string;
  token_type: "Bearer";
  expires_in: number;
};

export type Session = {
  id: string;
  current: boolean;
  ip: string | null;
  user_agent: string | null;
  device: string;
  remember_me: boolean;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  absolute_expires_at: string;
  amr: Array<string>;
};

export type Profile = {
  id: string;
  email: string;
  email_verified: boolean;
  username: string | null;
  full_name: string | null;
  picture: string | null;
  role: "admin" | "user" | "guest";
  is_active: boolean;
  has_password: boolean;
  password_changed_at: string | null;
  locale: string;
  time_zone: string;
  user_settings: { [name: string]: JsonValue };
  created_at: string;
  last_sign_in_at: string | null;
};

export type JsonValue = string | number | boolean | null | Array<JsonValue> | { [name: string]: JsonValue };

export type Activity = {
  id: string;
  action: string;
  summary: string;
  outcome: string;
  occurred_at: string;
  ip: string | null;
  user_agent: string | null;
  device: string;
};

export type Account = {
  id: string;
  email: string;
  email_verified: boolean;
  username: string | null;
  full_name: string | null;
  role: "admin" | "user" | "guest";
  is_active: boolean;
  created_at: string;
  last_sign_in_at: string | null;
};

export type AccountDetails = {
  id: string;
  email: string;
  email_verified: boolean;
  username: string | null;
  full_name: string | null;
  role: "admin" | "user" | "guest";
  is_active: boolean;
  created_at: string;
  last_sign_in_at: string | null;
  has_password: boolean;
  password_changed_at: string | null;
  deactivated_at: string | null;
  sessions: number;
};

/** What each method of each path takes (`params`, `query`, `body`) and answers (`data`, `meta`). */
export interface Paths {
  "/api/v1/auth/register": {
    POST: {
      body: {
        email: string;
        password: string;
        username?: string;
        full_name?: string;
      };
      data: {
        email: string;
        status: "pending_verification";
      };
    };
  };
  "/api/v1/auth/email/verification/request": {
    POST: {
      body?: {
        email?: string;
      };
      data: {
        status: "requested";
      };
    };
  };
  "/api/v1/auth/verify-email-request": {
    POST: {
      body?: {
        email?: string;
      };
      data: {
        status: "requested";
      };
    };
  };
  "/api/v1/auth/email/verification/confirm": {
    POST: {
      body: {
        token: string;
      } | {
        email: string;
        code: string;
      };
      data: {
        email: string;
        status: "verified" | "changed";
      };
    };
  };
  "/api/v1/auth/verify-email": {
    POST: {
      body: {
        token: string;
      } | {
        email: string;
        code: string;
      };
      data: {
        email: string;
        status: "verified" | "changed";
      };
    };
  };
  "/api/v1/auth/password/reset/request": {
    POST: {
      body: {
        email: string;
      };
      data: {
        status: "requested";
      };
    };
  };
  "/api/v1/auth/password-reset-request": {
    POST: {
      body: {
        email: string;
      };
      data: {
        status: "requested";
      };
    };
  };
  "/api/v1/auth/password/reset/confirm": {
    POST: {
      body: {
        token: string;
        new_password: string;
      };
      data: {
        status: "reset";
        sessions_ended: number;
      };
    };
  };
  "/api/v1/auth/password-reset": {
    POST: {
      body: {
        token: string;
        new_password: string;
      };
      data: {
        status: "reset";
        sessions_ended: number;
      };
    };
  };
  "/api/v1/auth/password/change": {
    POST: {
      body: {
        current_password: string;
        new_password: string;
      };
      data: {
        sessions_ended: number;
      };
    };
  };
  "/api/v1/users/me/password": {
    POST: {
      body: {
        current_password: string;
        new_password: string;
      };
      data: {
        sessions_ended: number;
      };
    };
  };
  "/api/v1/auth/login": {
    POST: {
      body: {
        email?: string;
        username?: string;
        password: string;
        remember_me?: boolean;
      };
      data: {
        status: "complete";
        access_token: string;
        refresh_token: string;
        token_type: "Bearer";
        expires_in: number;
        user: {
          id: string;
          email: string;
          email_verified: boolean;
          username: string | null;
          full_name: string | null;
          role: "admin" | "user" | "guest";
        };
      };
    };
  };
  "/api/v1/auth/refresh": {
    POST: {
      body: {
        refresh_token: string;
      };
      data: TokenPair;
    };
  };
  "/api/v1/auth/logout": {
    POST: {
      data: {
        signed_out: boolean;
      };
    };
  };
  "/api/v1/auth/me": {
    GET: {
      data: {
        user: {
          id: string;
          email: string;
          email_verified: boolean;
          username: string | null;
          full_name: string | null;
          picture: string | null;
          role: "admin" | "user" | "guest";
          locale: string;
          time_zone: string;
        };
        organizations: Array<unknown>;
        active_organization: null;
        amr: Array<string>;
        auth_time: string;
        session: {
          id: string;
          remember_me: boolean;
          created_at: string;
          expires_at: string;
          absolute_expires_at: string;
        };
      };
    };
  };
  "/api/v1/auth/sessions": {
    GET: {
      query?: {
        limit?: number;
        cursor?: string;
      };
      data: Array<Session>;
      meta: {
        next_cursor: string | null;
      };
    };
    DELETE: {
      data: {
        revoked: number;
      };
    };
  };
  "/api/v1/auth/sessions/{id}": {
    DELETE: {
      params: {
        id: string;
      };
      data: {
        revoked: number;
      };
    };
  };
  "/api/v1/auth/sessions/refresh": {
    POST: {
      data: {
        expires_at: string;
        absolute_expires_at: string;
      };
    };
  };
  "/api/v1/users/me": {
    GET: {
      data: Profile;
    };
    PATCH: {
      body?: {
        full_name?: string | null;
        username?: string | null;
        locale?: string;
        time_zone?: string;
        user_settings?: { [name: string]: JsonValue };
      };
      data: Profile;
    };
  };
  "/api/v1/users/me/email": {
    POST: {
      body: {
        new_email: string;
        current_password: string;
      };
      data: {
        status: "requested";
      };
    };
  };
  "/api/v1/users/me/picture": {
    PUT: {
      body: {
        picture: string;
      };
      data: {
        picture: string;
      };
    };
    DELETE: {
      data: {
        picture: null;
      };
    };
  };
  "/api/v1/users/me/login-activity": {
    GET: {
      query?: {
        limit?: number;
        cursor?: string;
      };
      data: Array<Activity>;
      meta: {
        next_cursor: string | null;
      };
    };
  };
  "/api/v1/users": {
    GET: {
      query?: {
        search?: string;
        role?: "admin" | "user" | "guest";
        status?: "active" | "disabled";
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<Account>;
      meta: {
        next_cursor: string | null;
      };
    };
    POST: {
      body: {
        email: string;
        password?: string;
        username?: string | null;
        full_name?: string | null;
        role?: "admin" | "user" | "guest";
        email_verified?: boolean;
      };
      data: AccountDetails;
    };
  };
  "/api/v1/users/stats/count": {
    GET: {
      data: {
        total: number;
        active: number;
        disabled: number;
        verified: number;
        by_role: {
          admin: number;
          user: number;
          guest: number;
        };
      };
    };
  };
  "/api/v1/users/{id}": {
    GET: {
      params: {
        id: string;
      };
      data: AccountDetails;
    };
    PATCH: {
      params: {
        id: string;
      };
      body?: {
        role?: "admin" | "user" | "guest";
        username?: string | null;
        full_name?: string | null;
      };
      data: AccountDetails;
    };
    DELETE: {
      params: {
        id: string;
      };
      data: {
        id: string;
        status: "deleted";
      };
    };
  };
  "/api/v1/users/{id}/deactivate": {
    POST: {
      params: {
        id: string;
      };
      data: {
        id: string;
        is_active: boolean;
        changed: boolean;
      };
    };
  };
  "/api/v1/users/{id}/activate": {
    POST: {
      params: {
        id: string;
      };
      data: {
        id: string;
        is_active: boolean;
        changed: boolean;
      };
    };
  };
  "/api/v1/users/{id}/force-password-reset": {
    POST: {
      params: {
        id: string;
      };
      data: {
        id: string;
        sessions_ended: number;
      };
    };
  };
  "/api/v1/users/{id}/revoke-sessions": {
    POST: {
      params: {
        id: string;
      };
      data: {
        revoked: number;
      };
    };
  };
}

/** POSTs that create something: sent twice under one `Idempotency-Key`, they create it once. */
export const CREATING: readonly string[] = [
  "/api/v1/auth/register",
  "/api/v1/users",
];
