import { errors, TcError } from "../errors";

/** Compares an item with one value of a filter. */
export type Compare<T> = (one: T, value: string) => boolean;

/**
 * The vendor's selection: by ids, or by filters that must all match, each with at least one of its values.
 * @param ids name and values of the list of ids
 * @throws TcError when both are given, or a filter is unknown
 */
export function select<T extends { id: string }>(
  all: readonly T[],
  [idsName, ids]: [string, readonly string[] | undefined],
  filters: readonly { Name: string; Values: string[] }[] = [],
  known: Record<string, Compare<T>> = {},
): T[] {
  if (ids?.length && filters.length > 0)
    throw new TcError("InvalidParameter.Coexist", `\`${idsName}\` and \`Filters\` cannot be given together.`);
  const missing = ids?.find((id) => !all.some((one) => one.id === id));
  if (missing !== undefined) throw new TcError("ResourceNotFound", `The resource \`${missing}\` is not found.`);
  const tests = filters.map(({ Name, Values }) => {
    const compare = known[Name];
    if (!compare)
      throw new TcError("InvalidParameter.FilterInvalidKey", `The filter \`${Name}\` is not implemented here.`);
    if (Values.length === 0) throw errors.value(`Filters.${Name}`, "values");
    return (one: T) => Values.some((value) => compare(one, value));
  });
  return all.filter((one) => (!ids?.length || ids.includes(one.id)) && tests.every((test) => test(one)));
}
