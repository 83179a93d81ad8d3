import { atMost, type Measure } from "../measure";
import { exponentOf, type Point } from "./fit";

/** How the cost of one kind of work grows, from three sizes. */
export interface Growth {
  points: Point[];
  /** What no work at all takes. */
  fixed?: number;
  /** The same of the engine alone, where it does most of the work. */
  engine?: { points: Point[]; fixed?: number };
}

/** A line of the table of bars. */
export interface Row {
  work: string;
  measure: Measure;
  growth?: Growth;
}

/** Lines that are measured together; each part of the bench takes less than five minutes. */
export interface Line {
  name: string;
  run(): Promise<Row[]>;
}

/** More than this grows faster than the work. */
const MOST = 1.15;

/** Fitted growth. */
export interface Exponent extends Measure {
  /** The engine's own. */
  engine?: number;
  points: Point[];
}

/** Growth beyond the work is not ok, unless the engine alone grows so too. */
export function exponent({ points, fixed, engine }: Growth): Exponent {
  const measure = atMost(exponentOf(points, fixed), MOST, "exponent");
  if (!engine) return { ...measure, points };
  const own = atMost(exponentOf(engine.points, engine.fixed), MOST, "exponent");
  return { ...measure, ok: measure.ok || !own.ok, engine: own.value, points };
}
