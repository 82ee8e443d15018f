import { removePicture, setPicture } from "@/lib/accounts/picture";
import { removePictureContract, setPictureContract } from "@/lib/accounts/profile.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: route({ ...setPictureContract, bodyLimit: 1_500_000, budget: "own" }, setPicture),
  DELETE: route(removePictureContract, removePicture),
});
