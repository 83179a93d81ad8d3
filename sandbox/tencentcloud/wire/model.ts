/**
 * What the vendor's API takes and answers, as data: names, types, nesting, for the actions that the sandbox plays. A type is "str", "int",
 * "float", "bool", "[]" of a type, or the name of an entry of `types`.
 */
export interface WireModel {
  actions: Record<string, { name: string; parameters: object; body: string; answer: string }>;
  types: Record<string, Record<string, string>>;
}
