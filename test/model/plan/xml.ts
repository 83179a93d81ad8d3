import { Parser } from "xml2js";

export interface Element {
  name: string;
  attributes: Record<string, string>;
  /** Its own text. */
  text: string;
}

/** Every element of a document, in its order, read strictly: markup that is not well-formed throws. */
export async function elementsOf(document: string): Promise<Element[]> {
  const parser = new Parser({ strict: true, explicitRoot: false, explicitChildren: true, preserveChildrenOrder: true });
  const root = await parser.parseStringPromise(document);
  const found: Element[] = [];
  const visit = (node: any) => {
    found.push({ name: node["#name"], attributes: node.$ ?? {}, text: node._ ?? "" });
    for (const child of node.$$ ?? []) visit(child);
  };
  visit(root);
  return found;
}

export async function textsOf(document: string): Promise<string[]> {
  return (await elementsOf(document)).filter(({ name }) => name !== "style").map(({ text }) => text);
}
