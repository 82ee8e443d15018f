/** The password hash parameters of one Firebase project. */
export interface FirebaseParameters {
  /** Secret: whoever has it and the hashes can try passwords. Base64. */
  signerKey: string;
  /** Base64. */
  saltSeparator: string;
  /** scrypt's block size. */
  rounds: number;
  /** log2 of scrypt's cost. */
  memoryCost: number;
}

const FIELDS = {
  signerKey: /\bbase64_signer_key["']?\s*[:=]\s*["']?([A-Za-z0-9+/_-]+={0,2})/,
  saltSeparator: /\bbase64_salt_separator["']?\s*[:=]\s*["']?([A-Za-z0-9+/_-]*={0,2})/,
  rounds: /\brounds["']?\s*[:=]\s*["']?(\d{1,2})\b/,
  memoryCost: /\bmem_cost["']?\s*[:=]\s*["']?(\d{1,2})\b/,
} as const;

/** Reads the parameters as Firebase's console shows them ("hash_config { … }"), or as JSON with the same names; null when one is missing. */
export function parseFirebaseParameters(text: string): FirebaseParameters | null {
  const [signerKey, saltSeparator, rounds, memoryCost] = [FIELDS.signerKey, FIELDS.saltSeparator, FIELDS.rounds, FIELDS.memoryCost].map(
    (pattern) => pattern.exec(text)?.[1],
  );
  if (!signerKey || saltSeparator === undefined || !rounds || !memoryCost) return null;
  return { signerKey, saltSeparator, rounds: Number(rounds), memoryCost: Number(memoryCost) };
}

/**
 * Turns an exported Firebase hash into one that stands for itself. Firebase encrypts the project's signer key with AES-256-CTR
 * under a key that scrypt makes of the password, and exports the ciphertext (github.com/firebase/scrypt). With the signer key taken
 * off again what remains is the key stream, which only the password can make: it checks as well, and the signer key, a secret
 * of the whole project, need not be kept anywhere. The salt and the project's separator are one salt to scrypt.
 * @returns `$firebase-scrypt$ln=…,r=…,p=1$salt$digest`, or null when hash and signer key are not of the same length.
 */
export function fromFirebase(parameters: FirebaseParameters, exported: { hash: string; salt: string }): string | null {
  const hash = Buffer.from(exported.hash, "base64");
  const signerKey = Buffer.from(parameters.signerKey, "base64");
  if (hash.length === 0 || hash.length !== signerKey.length) return null;
  const keyStream = Buffer.from(hash.map((byte, at) => byte ^ (signerKey[at] ?? 0)));
  const salt = Buffer.concat([Buffer.from(exported.salt, "base64"), Buffer.from(parameters.saltSeparator, "base64")]);
  const costs = `ln=${parameters.memoryCost},r=${parameters.rounds},p=1`;
  return `$firebase-scrypt$${costs}$${unpadded(salt)}$${unpadded(keyStream)}`;
}

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
