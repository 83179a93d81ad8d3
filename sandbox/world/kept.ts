import type { Journal } from "./journal";
import { WorldError } from "./worldError";

/** How a cloud's resources of one kind are named and dated. */
interface Making {
  /** For the journal and for messages. */
  kind: string;
  /** Its id, and the times that the cloud shows. */
  made(): { id: string };
  changed?(): object;
}

type Made = "id" | "createdAt" | "updatedAt";

/** A kind of a cloud's resources, by id. */
export class Kept<T extends { id: string; region: string }> {
  private readonly byId = new Map<string, T>();

  constructor(
    private readonly making: Making,
    private readonly journal: Journal,
  ) {}

  add(given: Omit<T, Made>): T {
    const added = { ...given, ...this.making.made() } as unknown as T;
    this.byId.set(added.id, added);
    this.journal.add(`${this.making.kind}.add`, added.id);
    return added;
  }

  /** Under an id of its own. */
  put(one: T): T {
    this.byId.set(one.id, one);
    return one;
  }

  find(id: string): T | undefined {
    return this.byId.get(id);
  }

  list(region?: string): T[] {
    return [...this.byId.values()].filter((one) => region === undefined || one.region === region);
  }

  /** @throws WorldError notFound */
  update(id: string, change: Partial<Omit<T, Made | "region">>): T {
    const found = Object.assign(this.get(id), change, this.making.changed?.());
    this.journal.add(`${this.making.kind}.update`, id);
    return found;
  }

  /** @throws WorldError notFound */
  remove(id: string): void {
    this.get(id);
    this.byId.delete(id);
    this.journal.add(`${this.making.kind}.remove`, id);
  }

  private get(id: string): T {
    const found = this.byId.get(id);
    if (!found) throw new WorldError("notFound", `${this.making.kind} ${id} does not exist`);
    return found;
  }
}
