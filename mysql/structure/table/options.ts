import { quoteLiteral } from "../../sql";
import { charsetName, collationName } from "../sql/charsets";
import type { Reader } from "../sql/reader";
import type { TableDefinition } from "./definition";

/** Parses what follows the closing parenthesis of SHOW CREATE TABLE, up to the partitions. */
export function readOptions(reader: Reader, table: TableDefinition): void {
  while (!reader.done && !reader.is("partition", "by")) {
    if (reader.take("with", "system", "versioning")) {
      table.systemVersioned = true;
      continue;
    }
    if (reader.take(",")) continue;
    reader.take("default");
    const name = reader.take("character", "set") ? "CHARSET" : optionName(reader);
    if (name === "UNION") {
      reader.take("=");
      table.options.set(name, `(${reader.group()})`);
      continue;
    }
    reader.take("=");
    if (name === "COMMENT") {
      table.comment = reader.string();
      continue;
    }
    const value = readValue(reader);
    if (name === "ENGINE") table.engine = value;
    else if (name === "CHARSET") table.charset = charsetName(value);
    else if (name === "COLLATE") table.collation = collationName(value);
    else if (name === "AUTO_INCREMENT") table.autoIncrement = value;
    else table.options.set(name, /^[a-z]/i.test(value) ? value.toUpperCase() : value);
  }
}

function optionName(reader: Reader): string {
  const first = reader.name().toUpperCase();
  const second = first === "DATA" || first === "INDEX" ? ` ${reader.name().toUpperCase()}` : "";
  return first + second;
}

function readValue(reader: Reader): string {
  const token = reader.next();
  return token.kind === "text" ? quoteLiteral(token.value) : token.value;
}
