/** How much is measured. Every figure in the report says how often it was taken. */
export interface Plan {
  readonly name: "quick" | "default" | "full";
  /** Pairs of page loads, with and without the extension. */
  readonly pageLoads: number;
  readonly inboxSize: number;
  readonly handOvers: number;
  readonly popupOpenings: number;
  readonly popupSizes: readonly number[];
  readonly presses: number;
  /** Turns of 60 and of five times 10, alternately. */
  readonly shortRuns: number;
  readonly unlimitedRuns: number;
  /** Lengths at 60 a minute that take longer than a minute. */
  readonly longRuns: readonly number[];
  readonly runWithDeaths: number;
  readonly besideOthers: number;
  readonly queueSizes: readonly number[];
  readonly queueRepetitions: number;
  readonly contentUpdates: number;
}

const DEFAULT: Plan = {
  name: "default",
  pageLoads: 8,
  inboxSize: 1_000,
  handOvers: 6,
  popupOpenings: 10,
  popupSizes: [10, 5_000],
  presses: 10,
  shortRuns: 6,
  /** So many that the background's memory is seen over 10,000 conversations. */
  unlimitedRuns: 10,
  longRuns: [130, 300],
  runWithDeaths: 300,
  besideOthers: 130,
  queueSizes: [10, 100, 1_000, 10_000],
  queueRepetitions: 5,
  contentUpdates: 3_600,
};

export const PLANS: Readonly<Record<Plan["name"], Plan>> = {
  /** Only shows that everything works; its figures mean nothing. */
  quick: {
    name: "quick",
    pageLoads: 1,
    inboxSize: 60,
    handOvers: 1,
    popupOpenings: 1,
    popupSizes: [10],
    presses: 1,
    shortRuns: 2,
    unlimitedRuns: 1,
    longRuns: [70],
    runWithDeaths: 70,
    besideOthers: 70,
    queueSizes: [10, 100],
    queueRepetitions: 1,
    contentUpdates: 50,
  },
  default: DEFAULT,
  full: {
    ...DEFAULT,
    name: "full",
    pageLoads: 20,
    handOvers: 15,
    popupOpenings: 25,
    presses: 25,
    shortRuns: 10,
    unlimitedRuns: 10,
    longRuns: [130, 300, 600, 1_000],
    queueRepetitions: 10,
  },
};
