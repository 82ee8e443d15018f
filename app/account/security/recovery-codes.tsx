"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

/** Recovery codes, shown this once: to be copied, kept as a file or printed. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const text = codes.join("\n");
  return (
    <div className="grid gap-4">
      <ol className="grid grid-cols-2 gap-x-6 gap-y-2 rounded-lg border border-border bg-subtle p-4 font-mono text-[0.9375rem] print:border-0">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-3 print:hidden">
        <Button variant="secondary" size="sm" onClick={() => download(text)}>
          Download
        </Button>
        <Button variant="secondary" size="sm" onClick={() => print()}>
          Print
        </Button>
        <CopyButton text={text} label="recovery codes" />
      </div>
    </div>
  );
}

function download(text: string) {
  const address = URL.createObjectURL(
    new Blob([`Recovery codes for ${location.host}\nEach works once.\n\n${text}\n`], { type: "text/plain" }),
  );
  const link = document.createElement("a");
  link.href = address;
  link.download = "recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(address);
}
