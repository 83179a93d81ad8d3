/** Lower-case letters, digits and underscores, a letter first, no underscore last, 2 to 32 characters: what every cloud accepts. */
const NAME = /^[a-z][a-z0-9_]{0,30}[a-z0-9]$/;

/** Why a named list of callers cannot have this name; undefined: it can. */
export function listNameProblem(name: string): string | undefined {
  if (NAME.test(name)) return undefined;
  return `'${name}': needed: 2 to 32 lower-case letters, digits or _, starting with a letter and not ending in _`;
}
