import { quoteName } from "../../sql";
import { readerOf } from "../sql/canonical";
import type { Reader } from "../sql/reader";

export interface ViewDefinition {
  algorithm: string;
  /** `user@host`. */
  definer: string;
  security: string;
  /** Column names, when they are listed. */
  columns: string;
  query: string;
  /** CASCADED, LOCAL or absent. */
  check: string;
  charset: string;
  collation: string;
  text: string;
}

const CHECK = /\s+WITH\s+(?:(CASCADED|LOCAL)\s+)?CHECK\s+OPTION\s*$/i;

/** Parses SHOW CREATE VIEW down to its query. @throws NotUnderstood */
export function readView(text: string): ViewDefinition {
  const reader = readerOf(text);
  reader.must("create");
  const view: ViewDefinition = {
    algorithm: "UNDEFINED",
    definer: "",
    security: "DEFINER",
    columns: "",
    query: "",
    check: "",
    charset: "",
    collation: "",
    text,
  };
  while (!reader.take("view")) readHead(reader, view);
  reader.name();
  if (reader.take(".")) reader.name();
  if (reader.is("(")) view.columns = columnList(reader.group());
  reader.must("as");
  const rest = text.slice(reader.peek()?.from ?? text.length);
  const check = CHECK.exec(rest);
  view.check = check ? (check[1] ?? "CASCADED").toUpperCase() : "";
  view.query = check ? rest.slice(0, check.index) : rest;
  return view;
}

function readHead(reader: Reader, view: ViewDefinition): void {
  if (reader.take("algorithm", "=")) view.algorithm = reader.name().toUpperCase();
  else if (reader.take("definer", "=")) {
    const user = reader.name();
    const host = reader.take("@") ? `@${reader.name()}` : "";
    view.definer = user + host;
  } else if (reader.take("sql", "security")) view.security = reader.name().toUpperCase();
  else reader.fail("VIEW");
}

function columnList(inner: string): string {
  const reader = readerOf(inner);
  const names: string[] = [];
  do names.push(quoteName(reader.name()));
  while (reader.take(","));
  return names.join(",");
}
