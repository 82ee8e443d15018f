import { readPicture } from "@/lib/accounts/picture";
import { pictureRoute } from "@/lib/entry/picture-route";
import { endpoint } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: pictureRoute("id", readPicture) });
