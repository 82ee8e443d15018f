"use client";

import { useState } from "react";

/** The picture over the initials; one that does not load takes itself away. */
export function AvatarPicture({ src }: { src: string }) {
  const [failed, setFailed] = useState("");
  if (failed === src) return null;
  return (
    // biome-ignore lint/performance/noImgElement: our own route serves the picture in the one size it has
    <img
      ref={(element) => {
        // It may have failed before the script was there to be told.
        if (element?.complete && element.naturalWidth === 0) setFailed(src);
      }}
      src={src}
      alt=""
      onError={() => setFailed(src)}
      className="absolute inset-0 size-full object-cover"
    />
  );
}
