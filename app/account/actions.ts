"use server";

import { removePicture, setPicture } from "@/lib/accounts/picture";
import { updateProfile } from "@/lib/accounts/profile";
import { removePictureContract, setPictureContract, updateProfileContract } from "@/lib/accounts/profile.schema";
import { action } from "@/lib/entry/action";

export const updateProfileAction = action(updateProfileContract, updateProfile);

export const setPictureAction = action(setPictureContract, setPicture);

export const removePictureAction = action(removePictureContract, removePicture);
