import { UserProblem } from "../core/failure";
import { listIn, NOT_THE_VENDOR } from "./problem";

/** Contents of one page. */
export interface Page<T> {
  items: T[] | undefined;
  /** Total number of entries, if the response contains it. */
  total?: number;
}

/** 2,500 tasks, 5,000 instances or 25,000 rules: more than the vendors allow. */
const MOST_PAGES = 50;
/** Something was created or removed between two pages, or the response is not the vendor's. */
const CHANGED = "needed: all of them; run it again, because the list may have changed while it was read";
/** For all pages together; each call also has its own time limit. */
const DEADLINE_MS = 120_000;

export interface Paging<T, Id extends keyof T & string> {
  doing: string;
  /** Name of the list in the response. */
  field: string;
  /** Number of entries on every page but the last. */
  size: number;
  /** The property that identifies an entry. */
  id: Id;
  /** @param number from 1; @param last id of the last entry so far */
  read(number: number, last: string | undefined): Promise<Page<T>>;
}

/**
 * Reads a list to its end, and fails when the end cannot be determined: what was not listed would count as not there.
 * @throws UserProblem
 */
export async function everyPage<T extends object, Id extends keyof T & string>(paging: Paging<T, Id>): Promise<T[]> {
  const { doing, field, size, id } = paging;
  const found = new Map<string, T>();
  let last: string | undefined;
  let stated: number | undefined;
  const end = Date.now() + DEADLINE_MS;
  for (let number = 1; number <= MOST_PAGES && Date.now() < end; number++) {
    const { items, total } = await paging.read(number, last);
    const page = listIn(doing, field, items, [id]);
    const before = found.size;
    for (const item of page) {
      last = String(item[id]);
      found.set(last, item);
    }
    const isShort = page.length < size;
    stated = total ?? stated;
    if (isShort && stated !== undefined && found.size < stated)
      throw new UserProblem(
        `${doing}: the response lists ${found.size} of ${stated} in '${field}'; ${number === 1 ? NOT_THE_VENDOR : CHANGED}`,
      );
    if (isShort || found.size === total) return [...found.values()];
    if (found.size === before)
      throw new UserProblem(`${doing}: page ${number} of '${field}' contains nothing new; ${NOT_THE_VENDOR}`);
  }
  throw new UserProblem(
    `${doing}: '${field}' does not end after ${MOST_PAGES} pages or ${DEADLINE_MS / 1000} s; ${NOT_THE_VENDOR}`,
  );
}
