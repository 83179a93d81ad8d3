/** What a price is for. */
export const UNITS = ["hour", "GB"] as const;
export type Unit = (typeof UNITS)[number];

/** An amount in a currency, by its code. */
export interface Money {
  amount: number;
  currency: string;
}

/** Where and when it was read what a vendor charges. */
export interface Evidence {
  document: string;
  url: string;
  /** Date of reading. */
  read: string;
}

/** What a vendor charges for something, for each unit of it. */
export interface Price {
  /** Key, by which a user overrides it: `drs.hour`. */
  id: string;
  /** What it is charged for, completing "for ". */
  what: string;
  unit: Unit;
  /** `free` only where the vendor's own page says so; without a figure on such a page, why there is none. */
  list: Money | "free" | { notPriced: string };
  /** How the vendor counts. */
  says: string;
  /** Charged only in a part of the time, as `says` has it: never part of a sum. */
  atTimes?: true;
  /** Absent: no page of the vendor was found. */
  evidence?: Evidence;
}
