/** The phases that a plan shows, in their order. */
export const PLANNED = ["prepare", "migrate", "cutover", "done"] as const;
export type Planned = (typeof PLANNED)[number];

/** A resource that a phase registers with the engine. */
export interface Registered {
  type: string;
  name: string;
  /** It has a counterpart outside the state; a component has none. */
  custom: boolean;
  /** Id of what it takes over; absent: it is created. */
  adopted?: string;
}

/** Everything that each phase registers. A phase removes what the one before it had and it has not. */
export type Rehearsal = Readonly<Record<Planned, readonly Registered[]>>;

/** A resource of the plan, with the phases between which it exists. */
export interface Lasting extends Registered {
  /** What its name adds to that of the migration: `target-access`. */
  role: string;
  from: Planned;
  /** The phase that removes it; absent: none. */
  until?: Planned;
}

/** Every resource with a counterpart outside the program, from its first phase on, in a stable order. */
export function lastingIn(rehearsal: Rehearsal, migration: string): Lasting[] {
  const known = new Map<string, Lasting>();
  for (const from of PLANNED) {
    for (const one of rehearsal[from]) {
      const key = `${one.type} ${one.name}`;
      if (!one.custom || isProvider(one) || known.has(key)) continue;
      const until = PLANNED.slice(PLANNED.indexOf(from) + 1).find((phase) => !has(rehearsal[phase], one));
      known.set(key, { ...one, role: roleOf(one.name, migration), from, ...(until ? { until } : {}) });
    }
  }
  return [...known.values()].sort(
    (a, b) => PLANNED.indexOf(a.from) - PLANNED.indexOf(b.from) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}

const has = (all: readonly Registered[], { type, name }: Registered) =>
  all.some((other) => other.type === type && other.name === name);

/** Settings of a plugin, which exist in the state only. */
const isProvider = ({ type }: Registered) => type.startsWith("pulumi:");

function roleOf(name: string, migration: string): string {
  return name.startsWith(`${migration}-`) ? name.slice(migration.length + 1) : name;
}
