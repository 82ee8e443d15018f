import sharp from "sharp";
import { sha256 } from "@/lib/crypto";
import { invalidInput } from "@/lib/errors";

/** Width and height of a stored picture, in pixels. */
const SIZE = 256;

/** Larger than any camera's; a small file that unpacks to more is an attack on memory. */
const MOST_PIXELS = 50_000_000;

/** A picture as it is kept and sent: WebP. */
export interface StoredPicture {
  bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes, hex. */
  digest: string;
}

/** How the file's shape becomes a square: `cover` cuts off what is too much, `contain` puts all of it on white. */
export type PictureFit = "cover" | "contain";

/**
 * Makes a picture of base64 that somebody sent: decoded and encoded anew as a 256-pixel WebP, which drops its metadata
 * (places, cameras) and anything hidden in the file (OWASP ASVS 5.0 §5.2). What it is, its first bytes say, not its name.
 * @param field where the input has it, for the message.
 * @throws AppError VALIDATION_ERROR when the bytes are no PNG, JPEG or WebP.
 */
export async function encodePicture(base64: string, { field, fit }: { field: string; fit: PictureFit }): Promise<StoredPicture> {
  const source = Buffer.from(base64.replace(/^data:[^,]*,/, ""), "base64");
  const refusal = () => invalidInput({ [field]: ["This file is not a picture we can read. Choose a PNG, JPEG or WebP."] });
  if (!isKnownKind(source)) throw refusal();
  try {
    const square = sharp(source, { limitInputPixels: MOST_PIXELS, failOn: "error", animated: false }).rotate();
    const shaped = fit === "contain" ? square.flatten({ background: "#ffffff" }) : square;
    const encoded = await shaped.resize(SIZE, SIZE, { fit, background: "#ffffff" }).webp({ quality: 82 }).toBuffer();
    return { bytes: new Uint8Array(encoded), digest: sha256(encoded) };
  } catch {
    throw refusal();
  }
}

/** By the signatures of PNG (ISO/IEC 15948 §5.2), JPEG (ITU T.81 §B.1.1.3) and WebP (RFC 9649 §2.4). */
function isKnownKind(source: Buffer): boolean {
  const begins = source.toString("latin1", 0, 12);
  return begins.startsWith("\x89PNG\r\n\x1a\n") || begins.startsWith("\xff\xd8\xff") || /^RIFF.{4}WEBP/s.test(begins);
}
