import type { Version } from "./server";

/** MySQL's release series in order, to count how many an upgrade skips. */
const SERIES = ["5.1", "5.5", "5.6", "5.7", "8.0", "8.4", "9"];

/** The release series of a version; innovation releases 8.1 to 8.3 lead to 8.4. */
export function seriesOf({ major, minor }: Version): string {
  if (major >= 9) return "9";
  if (major === 8 && minor >= 1) return "8.4";
  return `${major}.${minor}`;
}

/** Place of a series in the order; between two for an unlisted one such as 5.0 or 6.0. */
export function placeOf(series: string): number {
  const at = SERIES.indexOf(series);
  return at >= 0 ? at : SERIES.filter((one) => Number(one) < Number(series)).length - 0.5;
}

/** Series that the order does not list, such as 9.1 and 9.3, or MariaDB's, are compared by their numbers. */
export function isOlderSeries(one: string, other: string): boolean {
  const difference = placeOf(one) - placeOf(other);
  if (difference !== 0) return difference < 0;
  const [major = 0, minor = 0] = numbersOf(one);
  const [otherMajor = 0, otherMinor = 0] = numbersOf(other);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}

const numbersOf = (series: string): number[] => series.split(".").map(Number);
