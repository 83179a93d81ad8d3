import { quoteLiteral, quoteName } from "../../sql";
import { canonicalExpression } from "../sql/canonical";
import type { Reader } from "../sql/reader";
import { NotUnderstood } from "../sql/tokens";

/** PARTITION BY … normalised: names and columns in backticks, no engine where it is the table's. */
export function readPartitions(reader: Reader, engine: string): string {
  reader.must("partition", "by");
  const lines = [`PARTITION BY ${method(reader)}`];
  if (reader.take("partitions")) lines.push(`PARTITIONS ${reader.next().value}`);
  if (reader.take("subpartition", "by")) {
    lines.push(`SUBPARTITION BY ${method(reader)}`);
    if (reader.take("subpartitions")) lines.push(`SUBPARTITIONS ${reader.next().value}`);
  }
  if (reader.is("(")) lines.push(list(reader, engine));
  if (!reader.done) reader.fail("the end of the partitions");
  return lines.join("\n");
}

function method(reader: Reader): string {
  const linear = reader.take("linear") ? "LINEAR " : "";
  const kind = reader.name().toUpperCase();
  const columns = reader.take("columns") ? " COLUMNS" : "";
  let algorithm = "";
  if (reader.take("algorithm", "=")) algorithm = ` ALGORITHM = ${reader.next().value}`;
  if (kind === "SYSTEM_TIME") return `${kind} ${rest(reader)}`.trim();
  const inner = reader.group();
  const plain = columns !== "" || kind === "KEY";
  return `${linear}${kind}${columns}${algorithm} (${plain ? nameList(inner) : expressionOf(inner)})`;
}

/** INTERVAL … of MariaDB's history partitions. */
function rest(reader: Reader): string {
  let text = "";
  while (!reader.done && !reader.is("(") && !reader.is("partitions")) text += ` ${reader.next().value.toUpperCase()}`;
  return text.trim();
}

function nameList(inner: string): string {
  return inner
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => (name.startsWith("`") ? name : quoteName(name)))
    .join(",");
}

function expressionOf(text: string): string {
  const found = canonicalExpression(text);
  if (found === undefined) throw new NotUnderstood(`the partitions' ${text.slice(0, 60)}`);
  return found;
}

function list(reader: Reader, engine: string): string {
  const found: string[] = [];
  reader.must("(");
  do {
    reader.take("subpartition") || reader.must("partition");
    let text = `PARTITION ${quoteName(reader.name())}`;
    text += clauses(reader, engine);
    if (reader.is("(")) text += `\n ${list(reader, engine).replaceAll("PARTITION `", "SUBPARTITION `")}`;
    found.push(text);
  } while (reader.take(","));
  reader.must(")");
  return `(${found.join(",\n ")})`;
}

function clauses(reader: Reader, engine: string): string {
  let text = "";
  while (!reader.is(",") && !reader.is(")") && !reader.is("(")) {
    if (reader.take("values", "less", "than"))
      text += ` VALUES LESS THAN ${reader.take("maxvalue") ? "MAXVALUE" : values(reader)}`;
    else if (reader.take("values", "in")) text += ` VALUES IN ${values(reader)}`;
    else if (reader.take("default")) text += " DEFAULT";
    else if (reader.take("history")) text += " HISTORY";
    else if (reader.take("current")) text += " CURRENT";
    else {
      const storage = reader.take("storage");
      const name = reader.name().toUpperCase();
      const second = name === "DATA" || name === "INDEX" ? ` ${reader.name().toUpperCase()}` : "";
      reader.take("=");
      const token = reader.next();
      const value = token.kind === "text" ? quoteLiteral(token.value) : token.value;
      if (name === "ENGINE" && (value.toLowerCase() === engine.toLowerCase() || storage)) continue;
      text += ` ${name}${second} = ${value}`;
    }
  }
  return text;
}

/** Values of one partition; MySQL puts MAXVALUE in parentheses for column lists. */
function values(reader: Reader): string {
  const inner = reader.group();
  if (inner.trim().toUpperCase() === "MAXVALUE") return "MAXVALUE";
  const found = canonicalExpression(`f(${inner})`);
  if (found === undefined) throw new NotUnderstood(`the values ${inner.slice(0, 60)}`);
  return found.slice(1).replaceAll("maxvalue", "MAXVALUE");
}
