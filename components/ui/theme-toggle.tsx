"use client";

import Monitor from "lucide-react/icons/monitor";
import Moon from "lucide-react/icons/moon";
import Sun from "lucide-react/icons/sun";
import { announce } from "@/components/ui/announcer";
import type { Theme } from "@/components/ui/theme";

const CHOICES = [
  { value: "system", label: "As the system", Icon: Monitor },
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
] as const satisfies { value: Theme; label: string; Icon: typeof Sun }[];

const YEAR_SECONDS = 31_536_000;

function choose(theme: Theme) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers we support
  document.cookie = `theme=${theme}; path=/; max-age=${theme === "system" ? 0 : YEAR_SECONDS}; samesite=lax${secure}`;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  announce(`Colours: ${theme}.`);
}

/** Light, dark, or as the system has it; remembered in a cookie, so that the server sends the right page at once. */
export function ThemeToggle({ theme }: { theme: Theme }) {
  return (
    <fieldset className="flex rounded-full border border-border p-0.5">
      <legend className="sr-only">Colours</legend>
      {CHOICES.map(({ value, label, Icon }) => (
        <label key={value} title={label} className="relative grid size-7 place-items-center rounded-full pointer-coarse:size-10">
          <input
            type="radio"
            name="theme"
            value={value}
            defaultChecked={value === theme}
            onChange={() => choose(value)}
            className="peer absolute inset-0 size-full appearance-none rounded-full checked:bg-subtle"
          />
          <Icon aria-hidden="true" className="pointer-events-none relative size-4 text-muted peer-checked:text-foreground" />
          <span className="sr-only">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
