import { endpoint, route } from "@/lib/entry/route";
import { forgetDevice } from "@/lib/sessions/devices";
import { forgetDeviceContract } from "@/lib/sessions/devices.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route({ ...forgetDeviceContract, message: "The device is forgotten." }, forgetDevice),
});
