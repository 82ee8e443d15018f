import { strToU8, Zip, ZipDeflate } from "fflate";

/** One file of an archive, written piece by piece. */
export interface ArchiveFile {
  name: string;
  parts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

/**
 * Packs files into a ZIP archive as they come: at any moment it holds no more than one part and what became of it.
 * @throws Error when a file cannot be read or packed.
 */
export async function* zipped(files: AsyncIterable<ArchiveFile> | Iterable<ArchiveFile>): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const archive = new Zip((error, bytes) => {
    if (error) throw error;
    made.push(bytes);
  });
  for await (const { name, parts } of files) {
    const file = new ZipDeflate(name, { level: 6 });
    archive.add(file);
    for await (const part of parts) {
      file.push(typeof part === "string" ? strToU8(part) : part);
      yield* made.splice(0);
    }
    file.push(new Uint8Array(0), true);
    yield* made.splice(0);
  }
  archive.end();
  yield* made.splice(0);
}
