/**
 * Requests and responses of the vendor's API as data: names, types, nesting, for the actions that the sandbox
 * simulates. A type is "str", "int", "float", "bool", "[]" and a type, or the name of an entry of `types`.
 */
export interface WireModel {
  actions: Record<string, { name: string; parameters: object; body: string; answer: string }>;
  types: Record<string, Record<string, string>>;
}
