"use client";

import { type ChangeEvent, type ReactNode, useRef, useState, useTransition } from "react";
import { shrinkPicture } from "@/components/form/shrink-picture";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";

export interface PictureChooserProps {
  /** What it is called in the middle of a sentence: "picture". */
  noun: string;
  /** Whether there is one that can be removed. */
  current: string | null;
  /** Draws what is chosen, or what there is. */
  preview: (source: string | null) => ReactNode;
  /** Keep and remove resolve to a sentence when they failed, and to nothing when they worked. */
  onSave: (data: string) => Promise<string | undefined>;
  onRemove: () => Promise<string | undefined>;
}

/** A picture is shown as soon as it is chosen, and kept with one more press. */
export function PictureChooser({ noun, current, preview, onSave, onRemove }: PictureChooserProps) {
  const file = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  const [pending, startTransition] = useTransition();

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const [first] = event.target.files ?? [];
    setProblem("");
    if (!first) return;
    try {
      setChosen(await shrinkPicture(first));
    } catch {
      setProblem("This file is not a picture we can read. Choose a PNG, JPEG or WebP.");
    } finally {
      event.target.value = "";
    }
  }

  function run(act: () => Promise<string | undefined>) {
    startTransition(async () => {
      const reason = await act();
      setProblem(reason ?? "");
      if (!reason) setChosen(null);
    });
  }

  return (
    <div className="grid gap-4">
      <Problem>{problem}</Problem>
      <div className="flex flex-wrap items-center gap-5">
        {preview(chosen ?? current)}
        <div className="flex flex-wrap gap-3">
          <input
            ref={file}
            type="file"
            name={noun}
            aria-label={`${noun.charAt(0).toUpperCase()}${noun.slice(1)} file`}
            accept="image/png,image/jpeg,image/webp"
            onChange={choose}
            tabIndex={-1}
            className="sr-only"
          />
          {chosen ? (
            <>
              <Button pending={pending} onClick={() => run(() => onSave(chosen))}>
                Save {noun}
              </Button>
              <Button variant="ghost" onClick={() => setChosen(null)}>
                Cancel
              </Button>
            </>
          ) : (
            <>
              <Button variant="secondary" onClick={() => file.current?.click()}>
                {current ? `Change ${noun}` : `Choose a ${noun}`}
              </Button>
              {current && (
                <Button variant="ghost" pending={pending} onClick={() => run(onRemove)}>
                  Remove
                </Button>
              )}
            </>
          )}
        </div>
      </div>
    </div>
  );
}
