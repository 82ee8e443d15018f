import { endpoint, route } from "@/lib/entry/route";
import { forgetOtherDevices, listDevices } from "@/lib/sessions/devices";
import { forgetOtherDevicesContract, listDevicesContract } from "@/lib/sessions/devices.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listDevicesContract, listDevices),
  DELETE: route({ ...forgetOtherDevicesContract, message: "All other devices are forgotten." }, forgetOtherDevices),
});
