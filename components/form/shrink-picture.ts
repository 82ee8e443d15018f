/** Longest side that is sent, in pixels: twice what is kept, so that the server has something to choose from. */
const LONGEST_SIDE = 512;

/**
 * Makes a photo small enough to send, as a data address. Phones make pictures of many megabytes; what the
 * server keeps is 256 pixels wide. @throws when the file is not a picture that this browser can read.
 */
export async function shrinkPicture(file: Blob): Promise<string> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw pictures.");
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  // PNG keeps what is see-through; a browser that cannot make WebP would answer with PNG anyway.
  return canvas.toDataURL("image/webp", 0.9);
}
