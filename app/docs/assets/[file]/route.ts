import { readAsset } from "@/lib/entry/openapi/site/assets";

/** The viewers' own files, public like the packages they come from. */
export async function GET(_request: Request, context: { params: Promise<{ file: string }> }): Promise<Response> {
  const asset = await readAsset((await context.params).file);
  if (!asset) return new Response("There is nothing here.\n", { status: 404 });
  return new Response(asset.text, {
    headers: { "content-type": asset.type, "cache-control": "public, max-age=31536000, immutable" },
  });
}
