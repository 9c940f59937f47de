import { profileId } from "./identifiers.ts";
import type { Random } from "./random.ts";

/** A member or a company, invented. */
export interface Person {
  readonly id: string;
  /** `urn:li:fsd_profile:…` or `urn:li:fsd_company:…`. */
  readonly hostUrn: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly headline: string;
  readonly publicId: string;
  readonly memberNumber: number;
  readonly distance: "SELF" | "DISTANCE_1" | "DISTANCE_2" | "DISTANCE_3" | "OUT_OF_NETWORK";
  readonly company: boolean;
  readonly deleted: boolean;
}

/** Given and family names by script; surname first where that is the custom. */
const NAMES: readonly { given: readonly string[]; family: readonly string[]; familyFirst?: true }[] = [
  {
    given: ["Ada", "Marlon", "Priya", "Niamh", "Tobias", "Ottilie", "Renske", "Gideon", "Cosima", "Hollis"],
    family: ["Fernsby", "Oakhollow", "Thackwell", "Brannigan", "Quillfeather", "van der Meersch", "Ashdown"],
  },
  {
    given: ["Zoë", "Søren", "Łucja", "İpek", "Žofia", "Ægir", "Nuño", "Chloé", "Jürgen", "Đức"],
    family: [
      "Müllerstein",
      "Ødegård-Lind",
      "Wójcikowska",
      "Şahinoğlu",
      "Novotnýová",
      "Peña Robledo",
      "Lefèvrand",
    ],
  },
  {
    given: ["Ксения", "Лев", "Оксана", "Милан", "Божена"],
    family: ["Ветрова", "Зоренко", "Каштанов", "Јасенковић"],
  },
  { given: ["Ελπίδα", "Φώτης", "Καλλιόπη"], family: ["Θαλασσινού", "Ανεμόπουλος", "Λιβαδάς"] },
  { given: ["ليان", "زياد", "مروان", "جمانة"], family: ["الفيروزي", "بن سحاب", "النخلاوي"] },
  { given: ["נועם", "תמר", "איתי"], family: ["ברושי", "ים־לב", "הרדוף"] },
  { given: ["雨桐", "子轩", "清岚", "浩然"], family: ["慕容", "欧阳", "林", "沈"], familyFirst: true },
  { given: ["さくら", "陽翔", "美月"], family: ["青海", "星野川", "水無瀬"], familyFirst: true },
  { given: ["서윤", "도현", "하린"], family: ["남궁", "선우", "황보"], familyFirst: true },
  { given: ["आरव", "मीरा", "ईशान"], family: ["वनमाली", "चंद्रभान", "सागरिया"] },
  { given: ["ณัฐพร", "กิตติ", "พิมพ์"], family: ["ฟ้าใสวงศ์", "ธารากุล"] },
];

const ROLES = ["Product Designer", "Head of Supply", "Site Engineer", "Founder", "Recruiter", "Data Analyst"];
const FIRMS = [
  "Fernglass Optics",
  "Kettle & Loom",
  "Northlight Freight",
  "Óbidos Tiles",
  "Blauwal Werke",
  "青云茶社",
];

const asciiOf = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase() || "member";

export function makePerson(random: Random, distance: Person["distance"] = "DISTANCE_1"): Person {
  const names = random.pick(NAMES.slice(0, random.next() < 0.6 ? 2 : NAMES.length));
  const given = random.pick(names.given);
  const family = random.pick(names.family);
  return named(random, given, family, distance, names.familyFirst === true);
}

/** Someone else of exactly the same name. */
export function makeNamesake(random: Random, of: Person): Person {
  return named(random, of.firstName, of.lastName, of.distance, false);
}

export function named(
  random: Random,
  first: string,
  last: string,
  distance: Person["distance"] = "DISTANCE_1",
  swap = false,
): Person {
  const id = profileId(random);
  return {
    id,
    hostUrn: `urn:li:fsd_profile:${id}`,
    firstName: swap ? last : first,
    lastName: swap ? first : last,
    headline: `${random.pick(ROLES)} at ${random.pick(FIRMS)}`,
    publicId: `${asciiOf(first)}-${asciiOf(last)}-${random.hex(8)}`,
    memberNumber: 100_000_000 + random.int(800_000_000),
    distance,
    company: false,
    deleted: false,
  };
}

export function makeCompany(random: Random, id = String(10_000_000 + random.int(80_000_000))): Person {
  return {
    ...named(random, random.pick(FIRMS), ""),
    id,
    hostUrn: `urn:li:fsd_company:${id}`,
    headline: "Company",
    distance: "OUT_OF_NETWORK",
    company: true,
  };
}

/** Who has closed their account keeps the conversation and loses the name. */
export function makeDeleted(random: Random, localisedName: string): Person {
  return {
    ...named(random, localisedName, ""),
    headline: "",
    publicId: "UNKNOWN",
    distance: "OUT_OF_NETWORK",
    deleted: true,
  };
}

export function fullName(person: Person): string {
  return [person.firstName, person.lastName].filter(Boolean).join(" ");
}
