import { atMost, type Measure } from "../measure";
import { exponentOf, type Point } from "./fit";

/** Growth of one cost, measured at three sizes. */
export interface Growth {
  points: Point[];
  /** Cost of no work at all. */
  fixed?: number;
  /** Cost of the engine alone, where it does most of the work. */
  engine?: { points: Point[]; fixed?: number };
}

/** A row of the results table. */
export interface Row {
  work: string;
  measure: Measure;
  growth?: Growth;
}

/** Rows measured together. Each part of the bench must take less than five minutes. */
export interface Line {
  name: string;
  run(): Promise<Row[]>;
}

/** A larger exponent counts as superlinear. */
const MOST = 1.15;

/** The fitted exponent. */
export interface Exponent extends Measure {
  /** Exponent of the engine alone. */
  engine?: number;
  points: Point[];
}

/** Superlinear growth fails, unless the engine alone grows as fast. */
export function exponent({ points, fixed, engine }: Growth): Exponent {
  const measure = atMost(exponentOf(points, fixed), MOST, "exponent");
  if (!engine) return { ...measure, points };
  const own = atMost(exponentOf(engine.points, engine.fixed), MOST, "exponent");
  return { ...measure, ok: measure.ok || !own.ok, engine: own.value, points };
}
