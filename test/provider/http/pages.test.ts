import { afterEach, describe, expect, it, vi } from "vitest";
import { everyPage, type Page } from "../../../provider/http/pages";

interface Task {
  id: string;
}
const tasks = (from: number, count: number): Task[] =>
  Array.from({ length: count }, (_, at) => ({ id: `t${from + at}` }));

/** Reads a list of two entries a page. */
function read(page: (number: number, last: string | undefined) => Page<Task>) {
  const asked: [number, string | undefined][] = [];
  const all = everyPage<Task, "id">({
    doing: "listing tasks",
    field: "jobs",
    size: 2,
    id: "id",
    read: async (number, last) => {
      asked.push([number, last]);
      return page(number, last);
    },
  });
  return { all, asked };
}

describe("a list of several pages", () => {
  afterEach(() => vi.useRealTimers());

  it.each<[string, number | undefined, number]>([
    ["by its total, without a page for nothing", 4, 2],
    ["by the first page that is not full, without a total", undefined, 3],
  ])("is read to its end %s", async (_title, total, pages) => {
    const { all, asked } = read((number) => ({ items: tasks(2 * number, number > 2 ? 0 : 2), total }));
    expect(await all).toEqual(tasks(2, 4));
    expect(asked).toHaveLength(pages);
    expect(asked[1]).toEqual([2, "t3"]);
  });

  it.each<[string, (number: number) => Page<Task>, RegExp]>([
    [
      "gives the same page again and again",
      () => ({ items: tasks(0, 2), total: 9 }),
      /page 2 of 'jobs' contains nothing new/,
    ],
    ["lists less than it counts", () => ({ items: tasks(0, 1), total: 3 }), /lists 1 of 3 in 'jobs'/],
    [
      "lists less than it counts on a later page",
      (number) => ({ items: tasks(2 * number, number === 1 ? 2 : 1), total: 4 }),
      /lists 3 of 4 in 'jobs'; .* run it again/,
    ],
    [
      "counts only on the first page, and lists less",
      (number) => ({ items: tasks(2 * number, number === 1 ? 2 : 1), total: number === 1 ? 5 : undefined }),
      /lists 3 of 5 in 'jobs'/,
    ],
    ["gives no list", () => ({ items: undefined }), /no list 'jobs'/],
    ["has an entry without its id", () => ({ items: [{ id: "" }] }), /an entry without 'id'/],
    ["never ends", (number) => ({ items: tasks(2 * number, 2) }), /'jobs' does not end after 50 pages/],
  ])("does not count as complete if the service %s", async (_title, page, words) => {
    const { all, asked } = read(page);
    await expect(all).rejects.toThrow(words);
    expect(asked.length).toBeLessThanOrEqual(50);
  });

  it("is read on where the service lists more than it counts", async () => {
    const { all } = read((number) => ({ items: tasks(2 * number, number > 2 ? 0 : 2), total: 1 }));
    expect(await all).toEqual(tasks(2, 4));
  });

  it("is abandoned when its pages take too long in total", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { all, asked } = read((number) => {
      vi.setSystemTime(Date.now() + 50_000);
      return { items: tasks(2 * number, 2) };
    });
    await expect(all).rejects.toThrow(/does not end after .* or 120 s/);
    expect(asked).toHaveLength(3);
  });
});
