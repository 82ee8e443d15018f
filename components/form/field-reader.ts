export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Reads what the fields of a form hold now. A field that is not on the page is empty. */
export interface FieldReader<N extends string> {
  text: (name: N) => string;
  checked: (name: N) => boolean;
}

/** A reader over controls by name. */
export function readerOf<N extends string>(controls: ReadonlyMap<string, Control>): FieldReader<N> {
  return {
    text: (name) => controls.get(name)?.value ?? "",
    checked: (name) => {
      const control = controls.get(name);
      return control instanceof HTMLInputElement && control.checked;
    },
  };
}
