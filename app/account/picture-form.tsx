"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, useRef, useState, useTransition } from "react";
import { removePictureAction, setPictureAction } from "@/app/account/actions";
import { shrinkPicture } from "@/app/account/shrink-picture";
import { attempt } from "@/components/form/failure";
import { Alert } from "@/components/ui/alert";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** A picture is shown as soon as it is chosen, and kept with one more press. */
export function PictureForm({ name, picture }: { name: string; picture: string | null }) {
  const router = useRouter();
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
      if (reason) return;
      setChosen(null);
      router.refresh();
    });
  }

  const save = (data: string) =>
    run(async () => {
      const result = await attempt(() => setPictureAction({ picture: data }));
      if ("reason" in result) return result.reason;
      toast("Your picture is saved.");
      return undefined;
    });
  const remove = () =>
    run(async () => {
      const result = await attempt(() => removePictureAction({}));
      if ("reason" in result) return result.reason;
      toast("Your picture is removed.");
      return undefined;
    });

  return (
    <div className="grid gap-4">
      <div role="alert" className="empty:hidden">
        {problem && <Alert tone="danger">{problem}</Alert>}
      </div>
      <div className="flex flex-wrap items-center gap-5">
        <Avatar size="lg" name={name} image={chosen ?? picture} />
        <div className="flex flex-wrap gap-3">
          <input
            ref={file}
            type="file"
            name="picture"
            aria-label="Picture file"
            accept="image/png,image/jpeg,image/webp"
            onChange={choose}
            tabIndex={-1}
            className="sr-only"
          />
          {chosen ? (
            <>
              <Button pending={pending} onClick={() => save(chosen)}>
                Save picture
              </Button>
              <Button variant="ghost" onClick={() => setChosen(null)}>
                Cancel
              </Button>
            </>
          ) : (
            <>
              <Button variant="secondary" onClick={() => file.current?.click()}>
                {picture ? "Change picture" : "Choose a picture"}
              </Button>
              {picture && (
                <Button variant="ghost" pending={pending} onClick={remove}>
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
