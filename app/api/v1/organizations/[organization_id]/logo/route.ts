import { pictureRoute } from "@/lib/entry/picture-route";
import { endpoint, route } from "@/lib/entry/route";
import { readLogo, removeLogo, setLogo } from "@/lib/organizations/logo";
import { removeLogoContract, setLogoContract } from "@/lib/organizations/logo.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: pictureRoute("organization_id", readLogo),
  PUT: route({ ...setLogoContract, bodyLimit: 1_500_000 }, setLogo),
  DELETE: route(removeLogoContract, removeLogo),
});
