import { Checkbox } from "@/components/ui/checkbox";

/** Whether members let each new device in by mail. */
export function DeviceChoice({ required, onChange }: { required: boolean; onChange: (required: boolean) => void }) {
  return (
    <Checkbox
      name="require_device_approval"
      label="Ask for the approval of new devices"
      description="A sign-in from a device that a member's account does not know waits until they let it in from their mail."
      checked={required}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
