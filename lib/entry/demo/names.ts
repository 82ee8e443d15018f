/** First and last names that go together. The people are invented; whoever is really called so is somebody else. */
const NAMES: readonly (readonly [first: string, last: string])[] = [
  ["Ana Beatriz Inês Tiago Rui Duarte Leonor Caetano", "Costa Duarte Figueiredo Moreira Nogueira Pinheiro"],
  ["Łukasz Zofia Wojciech Jadwiga Kasia Bartosz", "Kowalczyk Wiśniewska Zieliński Nowak Dąbrowski"],
  ["Nguyễn-An Linh Minh Thảo Quang Hương", "Trần Phạm Đặng Hoàng Vũ"],
  ["Amina Chidi Ngozi Emeka Folake Tunde", "Okafor Adeyemi Balogun Eze Nwosu"],
  ["Yuki Haruto Sakura Kenji Aiko Ren", "Tanaka Ito Nakamura Kobayashi Mori"],
  ["Freya Lars Ingrid Søren Astrid Bjørn", "Hansen Lindqvist Bergström Østergaard Nilsen"],
  ["Priya Arjun Meera Rohan Kavya Vikram", "Sharma Iyer Banerjee Patel Reddy"],
  ["Layla Omar Nour Karim Yasmin Tariq", "Haddad Mansour Khalil Nasser Farouk"],
  ["Sofía Mateo Valentina Joaquín Lucía Diego", "García Hernández Muñoz Quispe Ibáñez"],
  ["Elif Emre Defne Kerem Zeynep Çağlar", "Yılmaz Demir Şahin Özkan Aydın"],
  ["Wei Jing Hao Mei Xiu Jun", "Chen Liu Zhang Huang Zhou"],
  ["Oksana Taras Daryna Andriy Solomiya Bohdan", "Shevchenko Kovalenko Bondarenko Melnyk Tkachuk"],
  ["Eleni Nikos Despina Yannis Katerina Stavros", "Papadopoulos Georgiou Makris Dimitriou Alexiou"],
  ["Moana Tane Aroha Kahu Mere Wiremu", "Parata Ngata Tamihana Heke Rangi"],
  ["Marie Hugo Camille Étienne Zoé Théo", "Lefèvre Moreau Girard Rousseau Chevalier"],
  ["Thandiwe Sipho Lerato Bongani Naledi Kagiso", "Dlamini Nkosi Mokoena Khumalo Molefe"],
  ["Saoirse Declan Niamh Cormac Aoife Eoin", "Byrne Gallagher O’Connor Doyle Walsh"],
  ["Jürgen Käthe Matthias Ulrike Anneliese Götz", "Schröder Weiß Krüger Lindemann Vogt"],
].map(([first = "", last = ""]) => [first, last] as const);

export interface Name {
  full: string;
  /** Small letters without marks, such as `zofia.kowalczyk`. */
  plain: string;
}

/** The same in letters that stand in an address. */
const plainly = (text: string): string =>
  text
    .replaceAll("ł", "l")
    .replaceAll("Ł", "L")
    .replaceAll("đ", "d")
    .replaceAll("Đ", "D")
    .replaceAll("ø", "o")
    .replaceAll("Ø", "O")
    .replaceAll("ß", "ss")
    .replaceAll("ı", "i")
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z]/g, "")
    .toLowerCase();

/** So many people of everywhere, no two of one name, in an order that goes round the world. */
export function names(count: number): Name[] {
  const all = NAMES.map(([first, last]) => {
    const lasts = last.split(" ");
    // Every first name meets every last name, and neighbours share neither.
    return lasts.flatMap((_, shift) =>
      first.split(" ").map((given, at): Name => {
        const family = lasts[(at + shift) % lasts.length] ?? "";
        return { full: `${given} ${family}`, plain: `${plainly(given)}.${plainly(family)}` };
      }),
    );
  });
  const longest = Math.max(...all.map(({ length }) => length));
  return Array.from({ length: longest }, (_, round) => all.flatMap((culture) => culture[round] ?? []))
    .flat()
    .slice(0, count);
}
