// A worker of the sign-in page: finds the number that, behind the challenge and a colon, makes a SHA-256 begin with so
// many zero bits, and answers with the whole text (lib/challenges/proof-of-work.ts). Browsers have Web Crypto on HTTPS and
// on this machine alone; without it the answer is null, and the page waits instead.

/** Hashes under way at a time: to wait for each alone would take much longer. */
const BATCH = 512;

const leadingZeros = (hash) => {
  const first = hash.findIndex((byte) => byte !== 0);
  return first < 0 ? hash.length * 8 : first * 8 + Math.clz32(hash[first]) - 24;
};

self.onmessage = async ({ data: { challenge, bits } }) => {
  if (!self.crypto?.subtle) return self.postMessage(null);
  const encoder = new TextEncoder();
  const hashOf = (text) => crypto.subtle.digest("SHA-256", encoder.encode(text));
  for (let number = 0; ; number += BATCH) {
    const texts = Array.from({ length: BATCH }, (_, at) => `${challenge}:${number + at}`);
    const hashes = await Promise.all(texts.map(hashOf));
    const found = hashes.findIndex((hash) => leadingZeros(new Uint8Array(hash)) >= bits);
    if (found >= 0) return self.postMessage(texts[found]);
  }
};
