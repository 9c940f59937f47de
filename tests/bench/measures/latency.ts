/** What the stand-in for the API takes to answer in every run with a limit, ms. */
export const LATENCY = 300;
