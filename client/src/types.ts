// Written by `npm run api:client` from the OpenAPI document; do not change it by hand.

/** Every `error.type`. */
export type ErrorType = "VALIDATION_ERROR" | "MALFORMED_REQUEST" | "UNAUTHENTICATED" | "INVALID_CREDENTIALS" | "TOKEN_EXPIRED" | "TOKEN_REVOKED" | "STEP_UP_REQUIRED" | "EMAIL_NOT_VERIFIED" | "ACCOUNT_DISABLED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "CONFLICT" | "PRECONDITION_FAILED" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "INTERNAL" | "UNAVAILABLE";

export type TokenPair = {
  access_token: string;
  refresh_token: string;
  token_type: "Bearer";
  expires_in: number;
};

export type Session = {
  id: string;
  current: boolean;
  impersonated: boolean;
  ip: string | null;
  user_agent: string | null;
  device: string;
  remember_me: boolean;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  absolute_expires_at: string;
  auth_time: string;
  amr: Array<string>;
  acr: "0" | "1" | "2" | "phr";
};

export type Profile = {
  id: string;
  email: string;
  email_verified: boolean;
  username: string | null;
  full_name: string | null;
  picture: string | null;
  role: "admin" | "user" | "guest";
  locale: string;
  time_zone: string;
  is_active: boolean;
  has_password: boolean;
  password_changed_at: string | null;
  user_settings: { [name: string]: JsonValue };
  created_at: string;
  last_sign_in_at: string | null;
};

export type JsonValue = string | number | boolean | null | Array<JsonValue> | { [name: string]: JsonValue };

export type Activity = {
  id: string;
  action: string;
  summary: string;
  impersonated: boolean;
  method: string | null;
  outcome: string;
  occurred_at: string;
  ip: string | null;
  user_agent: string | null;
  device: string;
  place: string | null;
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
  erase_after: string | null;
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
  erase_after: string | null;
  has_password: boolean;
  password_changed_at: string | null;
  deactivated_at: string | null;
  sessions: number;
};

export type Organization = {
  id: string;
  slug: string;
  name: string;
  logo: string | null;
  settings: { [name: string]: JsonValue };
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
  restorable_until: string | null;
  access: {
    as: "member" | "operator";
    roles: Array<{
      role: string;
      role_name: string;
      unit_id: string | null;
    }>;
    permissions: Array<string>;
    unit_permissions: Array<{
      unit_id: string;
      permissions: Array<string>;
    }>;
    unmet: {
      asks: Array<{
        ask: "sign_in_method";
        allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
        used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
      } | {
        ask: "password";
        policy: "standard" | "strict" | "nist";
        known: boolean;
      } | {
        ask: "second_factor";
      } | {
        ask: "passkey";
      }>;
      enforced_from: string;
      enforced: boolean;
    } | null;
  };
};

export type Member = {
  user_id: string;
  email: string;
  full_name: string | null;
  picture: string | null;
  role: string;
  role_name: string;
  unit_id: string | null;
  unit_name: string | null;
  unit_roles: Array<{
    id: string;
    role: string;
    role_name: string;
    unit_id: string;
    unit_name: string;
  }>;
  status: "active" | "suspended" | "ended";
  ends_at: string | null;
  joined_at: string;
  last_seen_at: string | null;
  is_active: boolean;
  second_factor: boolean | null;
};

export type Invitation = {
  id: string;
  email: string;
  role: string;
  role_name: string;
  unit_id: string | null;
  unit_name: string | null;
  status: "open" | "expired" | "accepted" | "revoked";
  invited_by: string | null;
  created_at: string;
  sent_at: string | null;
  expires_at: string;
  accepted_at: string | null;
};

export type Role = {
  id: string | null;
  slug: string;
  name: string;
  description: string;
  is_built_in: boolean;
  permissions: Array<string>;
  holders: number;
};

export type Unit = {
  id: string;
  name: string;
  parent_id: string | null;
  path: Array<string>;
  created_at: string;
};

export type AuditEvent = {
  id: string;
  occurred_at: string;
  action: string;
  outcome: string;
  summary: string;
  actor: {
    type: string;
    id: string | null;
    name: string | null;
  };
  impersonator: {
    id: string;
    name: string | null;
  } | null;
  target: {
    type: string;
    id: string;
    name: string | null;
  } | null;
  ip: string | null;
  user_agent: string | null;
  request_id: string | null;
  details: JsonValue;
};

export type PlatformAuditEvent = {
  id: string;
  occurred_at: string;
  action: string;
  outcome: string;
  summary: string;
  actor: {
    type: string;
    id: string | null;
    name: string | null;
  };
  impersonator: {
    id: string;
    name: string | null;
  } | null;
  target: {
    type: string;
    id: string;
    name: string | null;
  } | null;
  ip: string | null;
  user_agent: string | null;
  request_id: string | null;
  details: JsonValue;
  scope: string;
  organization: {
    id: string;
    slug: string;
    name: string;
  } | null;
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
        needs_passkey: boolean;
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
        needs_passkey: boolean;
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
        device_name?: string;
        device_token?: string;
        exchange?: boolean;
        proof?: string;
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
        device_token?: string;
      } | {
        status: "mfa_required";
        pre_auth_token: string;
        expires_in: number;
        methods: Array<"totp" | "passkey" | "email" | "sms" | "recovery_code">;
      } | {
        status: "device_approval_required";
        pre_auth_token: string;
        expires_in: number;
      } | {
        status: "organization_selection";
        pre_auth_token: string;
        expires_in: number;
        organizations: Array<{
          id: string;
          slug: string;
          name: string;
          roles: Array<string>;
          permissions: Array<string>;
          unmet: {
            asks: Array<{
              ask: "sign_in_method";
              allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
              used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
            } | {
              ask: "password";
              policy: "standard" | "strict" | "nist";
              known: boolean;
            } | {
              ask: "second_factor";
            } | {
              ask: "passkey";
            }>;
            enforced_from: string;
            enforced: boolean;
          } | null;
        }>;
      };
    };
  };
  "/api/v1/auth/session-exchange": {
    POST: {
      body: {
        pre_auth_token: string;
        organization_id?: string;
        team_id?: string;
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
        device_token?: string;
        organization: {
          id: string;
          slug: string;
          name: string;
          roles: Array<string>;
          permissions: Array<string>;
          unmet: {
            asks: Array<{
              ask: "sign_in_method";
              allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
              used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
            } | {
              ask: "password";
              policy: "standard" | "strict" | "nist";
              known: boolean;
            } | {
              ask: "second_factor";
            } | {
              ask: "passkey";
            }>;
            enforced_from: string;
            enforced: boolean;
          } | null;
        } | null;
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
        organizations: Array<{
          id: string;
          slug: string;
          name: string;
          roles: Array<string>;
          permissions: Array<string>;
          unmet: {
            asks: Array<{
              ask: "sign_in_method";
              allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
              used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
            } | {
              ask: "password";
              policy: "standard" | "strict" | "nist";
              known: boolean;
            } | {
              ask: "second_factor";
            } | {
              ask: "passkey";
            }>;
            enforced_from: string;
            enforced: boolean;
          } | null;
        }>;
        active_organization: {
          id: string;
          slug: string;
          name: string;
          roles: Array<string>;
          permissions: Array<string>;
          unmet: {
            asks: Array<{
              ask: "sign_in_method";
              allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
              used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
            } | {
              ask: "password";
              policy: "standard" | "strict" | "nist";
              known: boolean;
            } | {
              ask: "second_factor";
            } | {
              ask: "passkey";
            }>;
            enforced_from: string;
            enforced: boolean;
          } | null;
        } | null;
        impersonator: {
          id: string;
          name: string;
        } | null;
        amr: Array<string>;
        acr: "0" | "1" | "2" | "phr";
        auth_time: string;
        session: {
          id: string;
          remember_me: boolean;
          created_at: string;
          expires_at: string;
          absolute_expires_at: string;
          proof_expires_at: string;
        };
      };
    };
  };
  "/api/v1/auth/mfa/verify": {
    POST: {
      body?: {
        pre_auth_token: string;
        method: "totp" | "sms" | "email" | "recovery_code";
        code: string;
      } | {
        pre_auth_token: string;
        method: "passkey";
        response: {
          id: string;
          rawId: string;
          type: "public-key";
          response: {
            clientDataJSON: string;
            authenticatorData: string;
            signature: string;
            userHandle?: string | null;
          };
        };
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
        device_token?: string;
      } | {
        status: "mfa_required";
        pre_auth_token: string;
        expires_in: number;
        methods: Array<"totp" | "passkey" | "email" | "sms" | "recovery_code">;
      } | {
        status: "device_approval_required";
        pre_auth_token: string;
        expires_in: number;
      } | {
        status: "organization_selection";
        pre_auth_token: string;
        expires_in: number;
        organizations: Array<{
          id: string;
          slug: string;
          name: string;
          roles: Array<string>;
          permissions: Array<string>;
          unmet: {
            asks: Array<{
              ask: "sign_in_method";
              allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
              used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
            } | {
              ask: "password";
              policy: "standard" | "strict" | "nist";
              known: boolean;
            } | {
              ask: "second_factor";
            } | {
              ask: "passkey";
            }>;
            enforced_from: string;
            enforced: boolean;
          } | null;
        }>;
      };
    };
  };
  "/api/v1/auth/mfa/send": {
    POST: {
      body: {
        pre_auth_token: string;
        method: "email" | "sms";
      };
      data: {
        method: "email" | "sms";
        destination: string;
        expires_in: number;
        resend_in: number;
      };
    };
  };
  "/api/v1/auth/step-up": {
    POST: {
      body?: {
        password?: string;
        method?: "totp" | "recovery_code";
        code?: string;
      };
      data: {
        acr: "0" | "1" | "2" | "phr";
        auth_time: string;
        expires_at: string;
      };
    };
  };
  "/api/v1/users/me/factors": {
    GET: {
      data: {
        factors: Array<{
          id: string;
          type: "totp" | "email" | "sms";
          name: string;
          created_at: string;
          last_used_at: string | null;
        }>;
        recovery_codes_left: number;
        can_add: Array<"totp" | "email" | "sms">;
      };
    };
    POST: {
      body: {
        name: string;
        current_password?: string;
      };
      data: {
        id: string;
        name: string;
        secret: string;
        otpauth_url: string;
        qr: {
          size: number;
          path: string;
        };
      };
    };
  };
  "/api/v1/users/me/factors/email": {
    POST: {
      body?: {
        current_password?: string;
      };
      data: {
        id: string;
        type: "totp" | "email" | "sms";
        destination: string;
        expires_in: number;
      };
    };
  };
  "/api/v1/users/me/factors/sms": {
    POST: {
      body: {
        phone: string;
        current_password?: string;
      };
      data: {
        id: string;
        type: "totp" | "email" | "sms";
        destination: string;
        expires_in: number;
      };
    };
  };
  "/api/v1/users/me/factors/{id}/confirm": {
    POST: {
      params: {
        id: string;
      };
      body: {
        code: string;
      };
      data: {
        factor: {
          id: string;
          type: "totp" | "email" | "sms";
          name: string;
          created_at: string;
          last_used_at: string | null;
        };
        recovery_codes: Array<string> | null;
        sessions_ended: number;
      };
    };
  };
  "/api/v1/users/me/factors/{id}": {
    PATCH: {
      params: {
        id: string;
      };
      body: {
        name: string;
      };
      data: {
        id: string;
        type: "totp" | "email" | "sms";
        name: string;
        created_at: string;
        last_used_at: string | null;
      };
    };
    DELETE: {
      params: {
        id: string;
      };
      body?: {
        current_password?: string;
      };
      data: {
        sessions_ended: number;
      };
    };
  };
  "/api/v1/users/me/recovery-codes": {
    POST: {
      body?: {
        current_password?: string;
      };
      data: {
        recovery_codes: Array<string>;
      };
    };
  };
  "/api/v1/auth/passkey/options": {
    POST: {
      body?: {
        email?: string;
        username?: string;
      };
      data: {
        public_key: {
          rpId: string;
          challenge: string;
          timeout: number;
          allowCredentials: Array<{
            id: string;
            type: "public-key";
            transports: Array<string>;
          }>;
          userVerification: "required";
        };
        ceremony_token: string;
        expires_in: number;
      };
    };
  };
  "/api/v1/auth/step-up/passkey/options": {
    POST: {
      data: {
        public_key: {
          rpId: string;
          challenge: string;
          timeout: number;
          allowCredentials: Array<{
            id: string;
            type: "public-key";
            transports: Array<string>;
          }>;
          userVerification: "required";
        };
      };
    };
  };
  "/api/v1/auth/step-up/passkey": {
    POST: {
      body: {
        response: {
          id: string;
          rawId: string;
          type: "public-key";
          response: {
            clientDataJSON: string;
            authenticatorData: string;
            signature: string;
            userHandle?: string | null;
          };
        };
      };
      data: {
        acr: "0" | "1" | "2" | "phr";
        auth_time: string;
        expires_at: string;
      };
    };
  };
  "/api/v1/auth/passkey/verify": {
    POST: {
      body: {
        ceremony_token: string;
        response: {
          id: string;
          rawId: string;
          type: "public-key";
          response: {
            clientDataJSON: string;
            authenticatorData: string;
            signature: string;
            userHandle?: string | null;
          };
        };
        remember_me?: boolean;
        device_name?: string;
        device_token?: string;
        exchange?: boolean;
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
        device_token?: string;
      } | {
        status: "mfa_required";
        pre_auth_token: string;
        expires_in: number;
        methods: Array<"totp" | "passkey" | "email" | "sms" | "recovery_code">;
      } | {
        status: "device_approval_required";
        pre_auth_token: string;
        expires_in: number;
      } | {
        status: "organization_selection";
        pre_auth_token: string;
        expires_in: number;
        organizations: Array<{
          id: string;
          slug: string;
          name: string;
          roles: Array<string>;
          permissions: Array<string>;
          unmet: {
            asks: Array<{
              ask: "sign_in_method";
              allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
              used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
            } | {
              ask: "password";
              policy: "standard" | "strict" | "nist";
              known: boolean;
            } | {
              ask: "second_factor";
            } | {
              ask: "passkey";
            }>;
            enforced_from: string;
            enforced: boolean;
          } | null;
        }>;
      };
    };
  };
  "/api/v1/auth/mfa/passkey": {
    POST: {
      body: {
        pre_auth_token: string;
      };
      data: {
        public_key: {
          rpId: string;
          challenge: string;
          timeout: number;
          allowCredentials: Array<{
            id: string;
            type: "public-key";
            transports: Array<string>;
          }>;
          userVerification: "required";
        };
      };
    };
  };
  "/api/v1/users/me/passkeys": {
    GET: {
      data: {
        passkeys: Array<{
          id: string;
          name: string;
          synced: boolean;
          created_at: string;
          last_used_at: string | null;
        }>;
      };
    };
    POST: {
      body: {
        response: {
          id: string;
          rawId: string;
          type: "public-key";
          response: {
            clientDataJSON: string;
            attestationObject: string;
            transports?: Array<string>;
          };
        };
        name?: string;
      };
      data: {
        passkey: {
          id: string;
          name: string;
          synced: boolean;
          created_at: string;
          last_used_at: string | null;
        };
        sessions_ended: number;
      };
    };
  };
  "/api/v1/users/me/passkeys/options": {
    POST: {
      body?: {
        current_password?: string;
      };
      data: {
        public_key: {
          rp: {
            id: string;
            name: string;
          };
          user: {
            id: string;
            name: string;
            displayName: string;
          };
          challenge: string;
          pubKeyCredParams: Array<{
            type: "public-key";
            alg: number;
          }>;
          timeout: number;
          excludeCredentials: Array<{
            id: string;
            type: "public-key";
            transports: Array<string>;
          }>;
          authenticatorSelection: {
            residentKey: "required";
            requireResidentKey: true;
            userVerification: "required";
          };
          attestation: "none";
        };
      };
    };
  };
  "/api/v1/users/me/passkeys/{id}": {
    PATCH: {
      params: {
        id: string;
      };
      body: {
        name: string;
      };
      data: {
        id: string;
        name: string;
        synced: boolean;
        created_at: string;
        last_used_at: string | null;
      };
    };
    DELETE: {
      params: {
        id: string;
      };
      body?: {
        current_password?: string;
      };
      data: {
        sessions_ended: number;
      };
    };
  };
  "/api/v1/auth/sessions": {
    GET: {
      query?: {
        limit?: number;
        cursor?: string;
        skip?: number;
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
  "/api/v1/auth/impersonation": {
    DELETE: {
      data: {
        status: "stopped";
        user_id: string | null;
      };
    };
  };
  "/api/v1/auth/device/status": {
    POST: {
      body: {
        pre_auth_token: string;
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
        device_token?: string;
      } | {
        status: "mfa_required";
        pre_auth_token: string;
        expires_in: number;
        methods: Array<"totp" | "passkey" | "email" | "sms" | "recovery_code">;
      } | {
        status: "device_approval_required";
        pre_auth_token: string;
        expires_in: number;
      } | {
        status: "organization_selection";
        pre_auth_token: string;
        expires_in: number;
        organizations: Array<{
          id: string;
          slug: string;
          name: string;
          roles: Array<string>;
          permissions: Array<string>;
          unmet: {
            asks: Array<{
              ask: "sign_in_method";
              allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
              used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
            } | {
              ask: "password";
              policy: "standard" | "strict" | "nist";
              known: boolean;
            } | {
              ask: "second_factor";
            } | {
              ask: "passkey";
            }>;
            enforced_from: string;
            enforced: boolean;
          } | null;
        }>;
      };
    };
  };
  "/api/v1/users/me/devices": {
    GET: {
      query?: {
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<{
        id: string;
        current: boolean;
        name: string;
        ip: string | null;
        place: string;
        first_seen_at: string;
        last_seen_at: string;
        trusted_until: string | null;
        approved_at: string | null;
      }>;
      meta: {
        next_cursor: string | null;
      };
    };
    DELETE: {
      data: {
        forgotten: number;
        sessions_ended: number;
      };
    };
  };
  "/api/v1/users/me/devices/{id}": {
    DELETE: {
      params: {
        id: string;
      };
      data: {
        forgotten: number;
        sessions_ended: number;
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
    DELETE: {
      body?: {
        current_password?: string;
        confirmation?: string;
      };
      data: {
        status: "deletion_scheduled";
        erase_after: string;
      };
    };
  };
  "/api/v1/users/me/email": {
    POST: {
      body: {
        new_email: string;
        current_password?: string;
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
  "/api/v1/users/me/export": {
    GET: {
      data: {
        status: "none" | "preparing" | "ready" | "failed";
        progress: number;
        requested_at: string | null;
        ready_at: string | null;
        expires_at: string | null;
        size: number | null;
        download_url: string | null;
      };
    };
    POST: {
      data: {
        status: "none" | "preparing" | "ready" | "failed";
        progress: number;
        requested_at: string | null;
        ready_at: string | null;
        expires_at: string | null;
        size: number | null;
        download_url: string | null;
      };
    };
  };
  "/api/v1/users/me/login-activity": {
    GET: {
      query?: {
        kind?: "all" | "sign_ins";
        limit?: number;
        cursor?: string;
        skip?: number;
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
        verified?: "yes" | "no";
        deletion?: "pending";
        sort?: "created" | "email";
        order?: "asc" | "desc";
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
        counted_at: string;
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
  "/api/v1/users/bulk": {
    POST: {
      body: {
        act: "deactivate" | "activate" | "revoke_sessions" | "force_password_reset";
        ids: Array<string>;
      };
      data: {
        results: Array<{
          id: string;
          status: "done" | "unchanged" | "refused";
          reason: string | null;
        }>;
      };
    };
  };
  "/api/v1/users/{id}/verify-email": {
    POST: {
      params: {
        id: string;
      };
      data: {
        id: string;
        email_verified: true;
        changed: boolean;
      };
    };
  };
  "/api/v1/users/{id}/resend-verification": {
    POST: {
      params: {
        id: string;
      };
      data: {
        id: string;
        status: "requested";
      };
    };
  };
  "/api/v1/users/{id}/sessions": {
    GET: {
      params: {
        id: string;
      };
      query?: {
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<{
        id: string;
        impersonated: boolean;
        ip: string | null;
        user_agent: string | null;
        device: string;
        remember_me: boolean;
        created_at: string;
        last_seen_at: string;
        expires_at: string;
        absolute_expires_at: string;
        auth_time: string;
        amr: Array<string>;
        acr: "0" | "1" | "2" | "phr";
      }>;
      meta: {
        next_cursor: string | null;
      };
    };
  };
  "/api/v1/users/{id}/sessions/{session_id}": {
    DELETE: {
      params: {
        id: string;
        session_id: string;
      };
      data: {
        revoked: number;
      };
    };
  };
  "/api/v1/users/{id}/organizations": {
    GET: {
      params: {
        id: string;
      };
      query?: {
        state?: "live" | "deleted";
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<{
        id: string;
        slug: string;
        name: string;
        logo: string | null;
        role: string;
        role_name: string;
        unit_id: string | null;
        status: "active" | "suspended" | "ended";
        joined_at: string;
        ends_at: string | null;
        deleted_at: string | null;
        restorable_until: string | null;
      }>;
      meta: {
        next_cursor: string | null;
      };
    };
  };
  "/api/v1/users/{id}/impersonate": {
    POST: {
      params: {
        id: string;
      };
      body: {
        reason: string;
        current_password?: string;
      };
      data: {
        user: {
          id: string;
          email: string;
          full_name: string | null;
        };
        expires_at: string;
      };
    };
  };
  "/api/v1/organizations": {
    POST: {
      body: {
        name: string;
        slug?: string;
      };
      data: Organization;
    };
    GET: {
      query?: {
        search?: string;
        state?: "live" | "deleted";
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<{
        id: string;
        slug: string;
        name: string;
        logo: string | null;
        created_at: string;
        updated_at: string;
        deleted_at: string | null;
        restorable_until: string | null;
        member_count: number;
      }>;
      meta: {
        next_cursor: string | null;
      };
    };
  };
  "/api/v1/users/me/organizations": {
    GET: {
      query?: {
        state?: "live" | "deleted";
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<{
        id: string;
        slug: string;
        name: string;
        logo: string | null;
        role: string;
        role_name: string;
        unit_id: string | null;
        status: "active" | "suspended" | "ended";
        joined_at: string;
        ends_at: string | null;
        deleted_at: string | null;
        restorable_until: string | null;
      }>;
      meta: {
        next_cursor: string | null;
      };
    };
  };
  "/api/v1/organizations/{organization_id}": {
    GET: {
      params: {
        organization_id: string;
      };
      data: Organization;
    };
    PATCH: {
      params: {
        organization_id: string;
      };
      body?: {
        name?: string;
        slug?: string;
        settings?: { [name: string]: JsonValue };
      };
      data: Organization;
    };
    DELETE: {
      params: {
        organization_id: string;
      };
      body?: {
        confirmation?: string;
      };
      data: {
        id: string;
        status: "deleted";
        restorable_until: string;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/restore": {
    POST: {
      params: {
        organization_id: string;
      };
      data: Organization;
    };
  };
  "/api/v1/organizations/{organization_id}/leave": {
    POST: {
      params: {
        organization_id: string;
      };
      data: {
        organization_id: string;
        status: "left";
      };
    };
  };
  "/api/v1/organizations/{organization_id}/explain": {
    GET: {
      params: {
        organization_id: string;
      };
      query: {
        user_id: string;
        unit_id?: string;
        permission: string;
      };
      data: {
        allowed: boolean;
        permission: string;
        description: string;
        reasons: Array<{
          role: string | null;
          role_name: string | null;
          unit_id: string | null;
          unit_name: string | null;
          grant: "role" | "membership" | "operator";
        }>;
        out_of_reach: Array<{
          role: string | null;
          role_name: string | null;
          unit_id: string | null;
          unit_name: string | null;
        }>;
        obstacle: "not_a_member" | "suspended" | "ended" | "account_deactivated" | "organization_deleted" | null;
        summary: string;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/overview": {
    GET: {
      params: {
        organization_id: string;
      };
      data: {
        members: number | null;
        open_invitations: number | null;
        roles: number | null;
        units: number | null;
        next_steps: Array<"invite" | "role" | "policy">;
        owners: Array<{
          user_id: string;
          full_name: string | null;
          email: string;
        }>;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/logo": {
    PUT: {
      params: {
        organization_id: string;
      };
      body: {
        logo: string;
      };
      data: {
        logo: string;
      };
    };
    DELETE: {
      params: {
        organization_id: string;
      };
      data: {
        logo: null;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/members": {
    GET: {
      params: {
        organization_id: string;
      };
      query?: {
        search?: string;
        role?: string;
        status?: "active" | "suspended" | "ended";
        unit_id?: string;
        sort?: "name" | "email" | "joined" | "last_seen" | "role";
        order?: "asc" | "desc";
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<Member>;
      meta: {
        next_cursor: string | null;
      };
    };
    POST: {
      params: {
        organization_id: string;
      };
      body?: {
        user_id?: string;
        email?: string;
        role?: string;
        unit_id?: string | null;
        ends_at?: string | null;
      };
      data: Member;
    };
  };
  "/api/v1/organizations/{organization_id}/members/bulk": {
    POST: {
      params: {
        organization_id: string;
      };
      body: {
        user_ids: Array<string>;
        act: "change_role" | "move" | "suspend" | "resume" | "set_end" | "remove";
        role?: string;
        unit_id?: string | null;
        ends_at?: string | null;
      };
      data: {
        done: number;
        unchanged: number;
        refused: number;
        results: Array<{
          user_id: string;
          status: "done" | "unchanged" | "refused";
          reason: string | null;
          before: {
            role: string;
            unit_id: string | null;
            status: "active" | "suspended";
            ends_at: string | null;
          } | null;
        }>;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/members/{user_id}": {
    GET: {
      params: {
        organization_id: string;
        user_id: string;
      };
      data: Member;
    };
    PATCH: {
      params: {
        organization_id: string;
        user_id: string;
      };
      body: {
        ends_at: string | null;
      };
      data: Member;
    };
    DELETE: {
      params: {
        organization_id: string;
        user_id: string;
      };
      data: {
        user_id: string;
        status: "removed";
      };
    };
  };
  "/api/v1/organizations/{organization_id}/members/{user_id}/access": {
    GET: {
      params: {
        organization_id: string;
        user_id: string;
      };
      query?: {
        unit_id?: string;
      };
      data: Array<{
        allowed: boolean;
        permission: string;
        description: string;
        reasons: Array<{
          role: string | null;
          role_name: string | null;
          unit_id: string | null;
          unit_name: string | null;
          grant: "role" | "membership" | "operator";
        }>;
        out_of_reach: Array<{
          role: string | null;
          role_name: string | null;
          unit_id: string | null;
          unit_name: string | null;
        }>;
        obstacle: "not_a_member" | "suspended" | "ended" | "account_deactivated" | "organization_deleted" | null;
        summary: string;
      }>;
      meta: {
        next_cursor: null;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/members/{user_id}/role": {
    PATCH: {
      params: {
        organization_id: string;
        user_id: string;
      };
      body: {
        role: string;
        unit_id?: string | null;
      };
      data: Member;
    };
  };
  "/api/v1/organizations/{organization_id}/members/{user_id}/suspend": {
    POST: {
      params: {
        organization_id: string;
        user_id: string;
      };
      data: Member;
    };
  };
  "/api/v1/organizations/{organization_id}/members/{user_id}/resume": {
    POST: {
      params: {
        organization_id: string;
        user_id: string;
      };
      data: Member;
    };
  };
  "/api/v1/organizations/{organization_id}/members/{user_id}/unit-roles": {
    POST: {
      params: {
        organization_id: string;
        user_id: string;
      };
      body: {
        role: string;
        unit_id: string;
      };
      data: Member;
    };
  };
  "/api/v1/organizations/{organization_id}/members/{user_id}/unit-roles/{assignment_id}": {
    DELETE: {
      params: {
        organization_id: string;
        user_id: string;
        assignment_id: string;
      };
      data: Member;
    };
  };
  "/api/v1/organizations/{organization_id}/invitations": {
    GET: {
      params: {
        organization_id: string;
      };
      query?: {
        search?: string;
        status?: "open" | "expired" | "accepted" | "revoked";
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<Invitation>;
      meta: {
        next_cursor: string | null;
      };
    };
    POST: {
      params: {
        organization_id: string;
      };
      body: {
        email: string;
        role?: string;
        unit_id?: string | null;
      };
      data: Invitation;
    };
  };
  "/api/v1/organizations/{organization_id}/invitations/bulk": {
    POST: {
      params: {
        organization_id: string;
      };
      body: {
        invitations: Array<{
          email: string;
          role?: string;
          unit_id?: string | null;
        }>;
      };
      data: {
        invited: number;
        results: Array<{
          email: string;
          status: "invited" | "already_member" | "already_invited" | "repeated" | "too_often" | "not_invited";
          invitation_id: string | null;
        }>;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/invitations/{invitation_id}": {
    DELETE: {
      params: {
        organization_id: string;
        invitation_id: string;
      };
      data: {
        id: string;
        status: "revoked";
      };
    };
  };
  "/api/v1/organizations/{organization_id}/invitations/{invitation_id}/resend": {
    POST: {
      params: {
        organization_id: string;
        invitation_id: string;
      };
      data: Invitation;
    };
  };
  "/api/v1/organizations/{organization_id}/invitations/{invitation_id}/link": {
    POST: {
      params: {
        organization_id: string;
        invitation_id: string;
      };
      data: {
        link: string;
        expires_at: string;
      };
    };
  };
  "/api/v1/users/me/invitations": {
    GET: {
      data: Array<{
        id: string;
        organization: {
          name: string;
          slug: string;
          logo: string | null;
        };
        role_name: string;
        invited_by: string | null;
        expires_at: string;
      }>;
      meta: {
        next_cursor: null;
      };
    };
  };
  "/api/v1/organizations/invitations/find": {
    POST: {
      body: {
        token: string;
      };
      data: {
        organization: {
          name: string;
          slug: string;
          logo: string | null;
        };
        email: string;
        role_name: string;
        unit_name: string | null;
        invited_by: string | null;
        expires_at: string;
        caller: "signed_out" | "wrong_account" | "unverified" | "member" | "ready";
      };
    };
  };
  "/api/v1/organizations/invitations/accept": {
    POST: {
      body: {
        token: string;
      } | {
        invitation_id: string;
      };
      data: {
        organization: {
          id: string;
          slug: string;
          name: string;
        };
        role: string;
        unit_id: string | null;
      };
    };
  };
  "/api/v1/organizations/invitations/decline": {
    POST: {
      body: {
        token: string;
      } | {
        invitation_id: string;
      };
      data: {
        status: "declined";
      };
    };
  };
  "/api/v1/organizations/permissions": {
    GET: {
      data: Array<{
        slug: string;
        description: string;
        built_in_roles: Array<string>;
      }>;
      meta: {
        next_cursor: null;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/roles": {
    GET: {
      params: {
        organization_id: string;
      };
      data: Array<Role>;
      meta: {
        next_cursor: null;
      };
    };
    POST: {
      params: {
        organization_id: string;
      };
      body: {
        name: string;
        slug?: string;
        description?: string;
        permissions: Array<string>;
      };
      data: Role;
    };
  };
  "/api/v1/organizations/{organization_id}/roles/duplicate": {
    POST: {
      params: {
        organization_id: string;
      };
      body: {
        role: string;
        name: string;
      };
      data: Role;
    };
  };
  "/api/v1/organizations/{organization_id}/roles/{role_id}": {
    PATCH: {
      params: {
        organization_id: string;
        role_id: string;
      };
      body?: {
        name?: string;
        description?: string;
        permissions?: Array<string>;
      };
      data: Role;
    };
    DELETE: {
      params: {
        organization_id: string;
        role_id: string;
      };
      data: {
        id: string;
        status: "deleted";
      };
    };
  };
  "/api/v1/organizations/{organization_id}/roles/{role_id}/preview": {
    POST: {
      params: {
        organization_id: string;
        role_id: string;
      };
      body: {
        permissions: Array<string>;
      };
      data: {
        gained: Array<string>;
        lost: Array<string>;
        not_held: Array<string>;
        holders: number;
        sample: Array<{
          user_id: string;
          email: string;
          full_name: string | null;
        }>;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/units": {
    GET: {
      params: {
        organization_id: string;
      };
      data: Array<Unit>;
      meta: {
        next_cursor: null;
      };
    };
    POST: {
      params: {
        organization_id: string;
      };
      body: {
        name: string;
        parent_id?: string | null;
      };
      data: Unit;
    };
  };
  "/api/v1/organizations/{organization_id}/units/{unit_id}": {
    PATCH: {
      params: {
        organization_id: string;
        unit_id: string;
      };
      body?: {
        name?: string;
        parent_id?: string | null;
      };
      data: Unit;
    };
    DELETE: {
      params: {
        organization_id: string;
        unit_id: string;
      };
      data: {
        id: string;
        status: "deleted";
      };
    };
  };
  "/api/v1/organizations/{organization_id}/security-policy": {
    GET: {
      params: {
        organization_id: string;
      };
      data: {
        password_policy: "standard" | "strict" | "nist" | null;
        session_idle_seconds: number | null;
        session_absolute_seconds: number | null;
        allowed_methods: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso"> | null;
        require_second_factor: boolean;
        require_device_approval: boolean;
        require_passkey: boolean;
        grace_days: number;
        changed_at: string | null;
        enforced_from: string | null;
        unmet: {
          asks: Array<{
            ask: "sign_in_method";
            allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
            used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
          } | {
            ask: "password";
            policy: "standard" | "strict" | "nist";
            known: boolean;
          } | {
            ask: "second_factor";
          } | {
            ask: "passkey";
          }>;
          enforced_from: string;
          enforced: boolean;
        } | null;
      };
    };
    PUT: {
      params: {
        organization_id: string;
      };
      body?: {
        password_policy?: "standard" | "strict" | "nist" | null;
        session_idle_seconds?: number | null;
        session_absolute_seconds?: number | null;
        allowed_methods?: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso"> | null;
        require_second_factor?: boolean;
        require_device_approval?: boolean;
        require_passkey?: boolean;
        grace_days?: number;
      };
      data: {
        password_policy: "standard" | "strict" | "nist" | null;
        session_idle_seconds: number | null;
        session_absolute_seconds: number | null;
        allowed_methods: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso"> | null;
        require_second_factor: boolean;
        require_device_approval: boolean;
        require_passkey: boolean;
        grace_days: number;
        changed_at: string | null;
        enforced_from: string | null;
        unmet: {
          asks: Array<{
            ask: "sign_in_method";
            allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
            used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
          } | {
            ask: "password";
            policy: "standard" | "strict" | "nist";
            known: boolean;
          } | {
            ask: "second_factor";
          } | {
            ask: "passkey";
          }>;
          enforced_from: string;
          enforced: boolean;
        } | null;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/security-policy/preview": {
    POST: {
      params: {
        organization_id: string;
      };
      body?: {
        password_policy?: "standard" | "strict" | "nist" | null;
        session_idle_seconds?: number | null;
        session_absolute_seconds?: number | null;
        allowed_methods?: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso"> | null;
        require_second_factor?: boolean;
        require_device_approval?: boolean;
        require_passkey?: boolean;
        grace_days?: number;
      };
      data: {
        not_complying: number;
        is_more: boolean;
        sample: Array<{
          user_id: string;
          email: string;
          full_name: string | null;
          asks: Array<{
            ask: "sign_in_method";
            allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
            used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
          } | {
            ask: "password";
            policy: "standard" | "strict" | "nist";
            known: boolean;
          } | {
            ask: "second_factor";
          } | {
            ask: "passkey";
          }>;
        }>;
        own: Array<{
          ask: "sign_in_method";
          allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
          used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
        } | {
          ask: "password";
          policy: "standard" | "strict" | "nist";
          known: boolean;
        } | {
          ask: "second_factor";
        } | {
          ask: "passkey";
        }>;
        changes: Array<string>;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/security-policy/compliance": {
    GET: {
      params: {
        organization_id: string;
      };
      data: {
        not_complying: number;
        is_more: boolean;
        enforced_from: string | null;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/security-policy/compliance/members": {
    GET: {
      params: {
        organization_id: string;
      };
      query?: {
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<{
        user_id: string;
        email: string;
        full_name: string | null;
        asks: Array<{
          ask: "sign_in_method";
          allowed: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
          used: Array<"password" | "passkey" | "google" | "github" | "microsoft" | "sso">;
        } | {
          ask: "password";
          policy: "standard" | "strict" | "nist";
          known: boolean;
        } | {
          ask: "second_factor";
        } | {
          ask: "passkey";
        }>;
      }>;
      meta: {
        next_cursor: string | null;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/audit-events": {
    GET: {
      params: {
        organization_id: string;
      };
      query?: {
        q?: string;
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<AuditEvent>;
      meta: {
        next_cursor: string | null;
      };
    };
  };
  "/api/v1/audit-events": {
    GET: {
      query?: {
        q?: string;
        limit?: number;
        cursor?: string;
        skip?: number;
      };
      data: Array<PlatformAuditEvent>;
      meta: {
        next_cursor: string | null;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/audit-export": {
    GET: {
      params: {
        organization_id: string;
      };
      data: {
        status: "none" | "preparing" | "ready" | "failed";
        progress: number;
        requested_at: string | null;
        ready_at: string | null;
        expires_at: string | null;
        size: number | null;
        download_url: string | null;
        events: number;
        format: "csv" | "jsonl" | null;
        q: string | null;
      };
    };
    POST: {
      params: {
        organization_id: string;
      };
      body?: {
        q?: string;
        format?: "csv" | "jsonl";
      };
      data: {
        status: "none" | "preparing" | "ready" | "failed";
        progress: number;
        requested_at: string | null;
        ready_at: string | null;
        expires_at: string | null;
        size: number | null;
        download_url: string | null;
        events: number;
        format: "csv" | "jsonl" | null;
        q: string | null;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/audit-verification": {
    GET: {
      params: {
        organization_id: string;
      };
      data: {
        status: "none" | "running" | "finished" | "failed";
        progress: number;
        requested_at: string | null;
        finished_at: string | null;
        result: {
          ok: boolean;
          sealed_events: number;
          waiting_events: number;
          removed_events: number;
          finding_count: number;
          findings: Array<{
            kind: string;
            event_id: string | null;
            sentence: string;
          }>;
          head: {
            sequence: number;
            hash: string;
          } | null;
        } | null;
      };
    };
    POST: {
      params: {
        organization_id: string;
      };
      data: {
        status: "none" | "running" | "finished" | "failed";
        progress: number;
        requested_at: string | null;
        finished_at: string | null;
        result: {
          ok: boolean;
          sealed_events: number;
          waiting_events: number;
          removed_events: number;
          finding_count: number;
          findings: Array<{
            kind: string;
            event_id: string | null;
            sentence: string;
          }>;
          head: {
            sequence: number;
            hash: string;
          } | null;
        } | null;
      };
    };
  };
  "/api/v1/organizations/{organization_id}/audit-retention": {
    GET: {
      params: {
        organization_id: string;
      };
      data: {
        days: number | null;
      };
    };
    PUT: {
      params: {
        organization_id: string;
      };
      body: {
        days: number | null;
      };
      data: {
        days: number | null;
      };
    };
  };
  "/api/v1/statistics": {
    GET: {
      query?: {
        days?: "7" | "30" | "90";
      };
      data: {
        days: Array<{
          day: string;
          sign_ins: number;
          failed_sign_ins: number;
          sign_ups: number;
          active_people: number;
        }>;
        total: {
          sign_ins: number;
          failed_sign_ins: number;
          sign_ups: number;
          active_people: number;
        };
        before: {
          sign_ins: number;
          failed_sign_ins: number;
          sign_ups: number;
          active_people: number;
        };
      };
    };
  };
  "/api/v1/contact": {
    POST: {
      body: {
        name: string;
        email: string;
        subject?: string;
        message: string;
      };
      data: {
        status: "received";
      };
    };
  };
}

/** POSTs that create something: sent twice under one `Idempotency-Key`, they create it once. */
export const CREATING: readonly string[] = [
  "/api/v1/auth/register",
  "/api/v1/users/me/factors",
  "/api/v1/users/me/factors/email",
  "/api/v1/users/me/factors/sms",
  "/api/v1/users/me/recovery-codes",
  "/api/v1/users/me/passkeys",
  "/api/v1/users",
  "/api/v1/organizations",
  "/api/v1/organizations/{organization_id}/members",
  "/api/v1/organizations/{organization_id}/members/{user_id}/unit-roles",
  "/api/v1/organizations/{organization_id}/invitations",
  "/api/v1/organizations/{organization_id}/invitations/bulk",
  "/api/v1/organizations/{organization_id}/roles",
  "/api/v1/organizations/{organization_id}/roles/duplicate",
  "/api/v1/organizations/{organization_id}/units",
];
