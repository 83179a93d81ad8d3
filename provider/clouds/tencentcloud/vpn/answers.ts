import { visible } from "../../../../model/printing/visible";
import { UserProblem } from "../../../core/failure";
import { listIn, NOT_THE_VENDOR } from "../../../http/problem";
import { TencentError } from "../error";

/** undefined: the cloud says that what was named does not exist. */
export async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof TencentError && /^(ResourceNotFound|Invalid\w+Id\.NotFound)$/.test(error.code))
      return undefined;
    throw error;
  }
}

/**
 * What an answer about one id contains; undefined: an empty list. Without the list, or about something else, the answer
 * proves nothing, least of all that it is gone.
 *
 * @throws UserProblem
 */
export function onlyIn<T, Id extends keyof T & string>(
  doing: string,
  field: string,
  list: T[] | undefined,
  key: Id,
  id: string,
): T | undefined {
  const all = listIn(doing, field, list, [key]);
  const other = all.find((one) => one[key] !== id);
  if (!other) return all[0];
  const seen = visible(String(other[key]));
  throw new UserProblem(`${doing}: the list '${field}' contains ${seen}, which was not asked for; ${NOT_THE_VENDOR}`);
}
