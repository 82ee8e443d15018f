import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** Where a made-up authenticator differs from an honest one. */
interface Deviations {
  challenge?: string;
  origin?: string;
  rpId?: string;
  type?: string;
  /** Whether it verified its person. */
  verified?: boolean;
  counter?: number;
  userHandle?: string;
}

interface Asked {
  challenge: string;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const MAY_BE_COPIED = 0x08;
const IS_COPIED = 0x10;
const HOLDS_KEY = 0x40;

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/** The head of a CBOR item (RFC 8949 §3). */
function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  return size < 256 ? Buffer.from([(major << 5) | 24, size]) : Buffer.from([(major << 5) | 25, size >> 8, size & 0xff]);
}
const integer = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value));
const byteString = (bytes: Uint8Array): Buffer => Buffer.concat([head(2, bytes.length), bytes]);
const text = (value: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (...pairs: [Buffer, Buffer][]): Buffer => Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

/** An authenticator in software, with one passkey (ES256), for tests alone. It signs whatever it is told to. */
export class Authenticator {
  readonly credentialId = randomBytes(32);
  private readonly privateKey: KeyObject;
  private readonly publicKey: Buffer;
  private userHandle = "";
  counter = 0;

  constructor(
    private readonly origin: string,
    /** How it is: a synced one counts nothing. */
    private readonly kind: "synced" | "hardware" = "synced",
    private readonly aaguid = "fbfc3007-154e-4ecc-8c0b-6e020557d7bd",
  ) {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.privateKey = pair.privateKey;
    const { x = "", y = "" } = pair.publicKey.export({ format: "jwk" });
    const coordinate = (value: string) => byteString(Buffer.from(value, "base64url"));
    this.publicKey = map(
      [integer(1), integer(2)],
      [integer(3), integer(-7)],
      [integer(-1), integer(1)],
      [integer(-2), coordinate(x)],
      [integer(-3), coordinate(y)],
    );
  }

  get id(): string {
    return base64url(this.credentialId);
  }

  /** Answers `navigator.credentials.create`. */
  create(asked: Asked & { user: { id: string } }, other: Deviations = {}) {
    this.userHandle = asked.user.id;
    const size = Buffer.alloc(2);
    size.writeUInt16BE(this.credentialId.length);
    const key = Buffer.concat([Buffer.from(this.aaguid.replaceAll("-", ""), "hex"), size, this.credentialId, this.publicKey]);
    const authData = Buffer.concat([this.data(other, HOLDS_KEY), key]);
    const attestationObject = map([text("fmt"), text("none")], [text("attStmt"), map()], [text("authData"), byteString(authData)]);
    const clientDataJSON = this.clientData("webauthn.create", asked, other);
    return {
      ...{ id: this.id, rawId: this.id, type: "public-key" as const },
      response: { clientDataJSON: base64url(clientDataJSON), attestationObject: base64url(attestationObject), transports: ["internal"] },
    };
  }

  /** Answers `navigator.credentials.get`. */
  sign(asked: Asked, other: Deviations = {}) {
    if (this.kind === "hardware") this.counter += 1;
    const authenticatorData = this.data(other, 0);
    const clientDataJSON = this.clientData("webauthn.get", asked, other);
    const signed = Buffer.concat([authenticatorData, createHash("sha256").update(clientDataJSON).digest()]);
    return {
      ...{ id: this.id, rawId: this.id, type: "public-key" as const },
      response: {
        clientDataJSON: base64url(clientDataJSON),
        authenticatorData: base64url(authenticatorData),
        signature: base64url(sign("sha256", signed, this.privateKey)),
        userHandle: other.userHandle ?? this.userHandle,
      },
    };
  }

  private data({ rpId, verified = true, counter = this.counter }: Deviations, more: number): Buffer {
    const rpIdHash = createHash("sha256")
      .update(rpId ?? new URL(this.origin).hostname)
      .digest();
    const copies = this.kind === "synced" ? MAY_BE_COPIED | IS_COPIED : 0;
    const tail = Buffer.alloc(5);
    tail.writeUInt8(PRESENT | (verified ? VERIFIED : 0) | copies | more);
    tail.writeUInt32BE(counter, 1);
    return Buffer.concat([rpIdHash, tail]);
  }

  private clientData(type: string, asked: Asked, other: Deviations): Buffer {
    const { challenge = asked.challenge, origin = this.origin } = other;
    return Buffer.from(JSON.stringify({ type: other.type ?? type, challenge, origin, crossOrigin: false }));
  }
}
