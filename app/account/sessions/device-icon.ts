import Monitor from "lucide-react/icons/monitor";
import Smartphone from "lucide-react/icons/smartphone";

/** What stands before a device in a list. */
export const DEVICE_ICON = { phone: Smartphone, computer: Monitor } as const;

/** Whether a device, in our words, is one that is held in a hand. */
export const isPhone = (device: string): boolean => /iPhone|iPad|Android/.test(device);
