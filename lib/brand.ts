/** What an operator may call and dress their portal in. */
export interface Brand {
  /** Shown in titles, mails and beside the mark. */
  name: string;
  /** One sentence under the name, on the first page. */
  tagline: string;
  /** Address of a picture that replaces the built-in mark, or null. */
  logo: string | null;
}

/** The name and dress of this portal; every page and mail takes them from here. The accent colour is a token of app/globals.css. */
export const brand: Brand = {
  name: "Portico",
  tagline: "One account for everything you use here.",
  logo: null,
};
