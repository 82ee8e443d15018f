"use server";

import { action } from "@/lib/entry/action";
import { forgetDevice, forgetOtherDevices } from "@/lib/sessions/devices";
import { forgetDeviceContract, forgetOtherDevicesContract } from "@/lib/sessions/devices.schema";

export const forgetDeviceAction = action(forgetDeviceContract, forgetDevice);

export const forgetOtherDevicesAction = action(forgetOtherDevicesContract, forgetOtherDevices);
