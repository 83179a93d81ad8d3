import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "esbuild";

const root = resolve(__dirname, "../..");

/** One additional line in a table: the text it follows, and the new file that defines its name. */
export interface Line {
  table: string;
  line: string;
  /** Absent: the line refers to no file. */
  from?: string;
  name?: string;
}

/** Bundles the sources with one additional line in each of these tables, which are keyed by file. */
export function extendedBy(lines: Readonly<Record<string, Line>>): Plugin {
  return {
    name: "extended",
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const added = Object.keys(lines).find((file) => join(root, file) === path);
        if (!added) return undefined;
        const { table, line, from, name } = lines[added]!;
        const source = readFileSync(path, "utf8");
        if (source.split(table).length !== 2) throw new Error(`${path}: no table '${table}'`);
        const use = from ? `import { ${name} } from ${JSON.stringify(from)};\n` : "";
        return { contents: use + source.replace(table, `${table} ${line}`), loader: "ts" };
      });
    },
  };
}

const madeUp = (file: string) => join(root, "test/components/madeUp", file);

/** Adds a fictitious cloud's place, path and engine to the model. */
export const MODEL_LINES: Readonly<Record<string, Line>> = {
  "model/clouds/index.ts": { table: "FACTS = {", line: "nimbus,", from: madeUp("cloud"), name: "nimbus" },
  "model/spec/places/index.ts": {
    table: "PLACES = {",
    line: '"nimbus-mysql": nimbusMysql,',
    from: madeUp("place"),
    name: "nimbusMysql",
  },
  "model/engines/index.ts": {
    table: "ENGINE_FACTS = {",
    line: "carrier,",
    from: madeUp("engine"),
    name: "carrier",
  },
  "model/paths.ts": { table: "PATHS = [", line: '"tube",' },
};

/** Adds the kits that build them. @param kits the file with the kits */
export function kitLines(kits: string): Readonly<Record<string, Line>> {
  return {
    "components/kits/places.ts": {
      table: "PlaceKit<P> } = {",
      line: '"nimbus-mysql": nimbusMysql,',
      from: kits,
      name: "nimbusMysql",
    },
    "components/kits/paths.ts": {
      table: "PathKit>> = {",
      line: "get tube() { return tube; },",
      from: kits,
      name: "tube",
    },
    "components/kits/engines.ts": {
      table: "EngineKit>> = {",
      line: "get carrier() { return carrier; },",
      from: kits,
      name: "carrier",
    },
  };
}
