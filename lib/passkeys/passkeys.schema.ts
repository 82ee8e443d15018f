import { z } from "zod";

/** How many passkeys an account may have. */
export const MOST_PASSKEYS = 20;

const passkeyId = z.uuid("This is no passkey's id.");

const passkeyName = z
  .string({ error: "Give it a name." })
  .trim()
  .min(1, "Give it a name, such as Laptop.")
  .max(60, "At most 60 characters.");

/** Left out where the account has no password: a sign-in of the last ten minutes counts then. */
const currentPassword = z.string().max(1024, "This is too long.").optional();

/** Bytes as WebAuthn writes them in JSON (RFC 4648 §5, without padding). */
const bytes = (most: number) =>
  z
    .string({ error: "This is not what a passkey answers." })
    .max(most, "This is too long.")
    .regex(/^[\w-]*$/, "This is not base64url.");

const credentialId = bytes(1400).min(1, "This is no credential's id.");

const transports = z.array(z.string().max(32)).max(10);

/** A person's passkey. */
export const passkeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** False for one that never leaves its device, such as a security key. */
  synced: z.boolean(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
});

export const listPasskeysContract = { input: z.object({}), output: z.object({ passkeys: z.array(passkeyView) }) };

const descriptor = z.object({ id: z.string(), type: z.literal("public-key"), transports });

/** What `navigator.credentials.create` takes, in WebAuthn's own names (WebAuthn §5.1.9). */
export const creationOptions = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.number().int() })),
  /** Milliseconds. */
  timeout: z.number().int(),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.object({
    residentKey: z.literal("required"),
    requireResidentKey: z.literal(true),
    userVerification: z.literal("required"),
  }),
  attestation: z.literal("none"),
});

/** What `navigator.credentials.get` takes (WebAuthn §5.1.10). */
export const requestOptions = z.object({
  rpId: z.string(),
  challenge: z.string(),
  /** Milliseconds. */
  timeout: z.number().int(),
  /** Empty: the person chooses among those that their authenticators hold for this portal. */
  allowCredentials: z.array(descriptor),
  userVerification: z.literal("required"),
});

/** What `navigator.credentials.create` answered, as its `toJSON()` writes it. */
export const attestation = z.object(
  {
    id: credentialId,
    rawId: credentialId,
    type: z.literal("public-key"),
    response: z.object({ clientDataJSON: bytes(8192), attestationObject: bytes(65_536), transports: transports.optional() }),
  },
  { error: "Send what the passkey answered." },
);

/** What `navigator.credentials.get` answered. */
export const assertion = z.object(
  {
    id: credentialId,
    rawId: credentialId,
    type: z.literal("public-key"),
    response: z.object({
      clientDataJSON: bytes(8192),
      authenticatorData: bytes(8192),
      signature: bytes(8192),
      userHandle: bytes(128).nullish(),
    }),
  },
  { error: "Send what the passkey answered." },
);

export type Attestation = z.output<typeof attestation>;
export type Assertion = z.output<typeof assertion>;

export const beginPasskeyContract = {
  input: z.object({ current_password: currentPassword }),
  output: z.object({ public_key: creationOptions }),
};

export const addPasskeyContract = {
  input: z.object({
    response: attestation,
    /** The authenticator's own name is taken where none is given. */
    name: passkeyName.optional(),
  }),
  output: z.object({ passkey: passkeyView, sessions_ended: z.number().int() }),
};

export const renamePasskeyContract = { input: z.object({ id: passkeyId, name: passkeyName }), output: passkeyView };

export const removePasskeyContract = {
  input: z.object({ id: passkeyId, current_password: currentPassword }),
  output: z.object({ sessions_ended: z.number().int() }),
};

/** The first passkey of an account that was registered without a password, in the browser that registered. */
export const beginSetUpContract = { input: z.object({}), output: z.object({ public_key: creationOptions }) };

export const finishSetUpContract = {
  input: z.object({ response: attestation, callback_url: z.string().max(2048).optional() }),
  output: z.object({ redirect_to: z.string() }),
};

export const closePasskeyOfferContract = { input: z.object({}), output: z.object({ closed: z.literal(true) }) };
