/** Files that no preview depends on. */
const HARMLESS = /(^|\/)(docs|test|bench|\.github|\.ci)\/|\.md$|(^|\/)(LICENSE|CHANGELOG)|\.gitlab-ci\.yml$/;
const STACK_FILE = /(^|\/)Pulumi\.([^/]+)\.ya?ml$/;

/**
 * The stacks that a change can affect: those whose own file changed; all of them when the program, a component, a rule or a
 * dependency changed; none when only documents or tests changed.
 */
export function changedStacks(files: readonly string[], stacks: readonly string[]): string[] {
  const relevant = files.filter((file) => !HARMLESS.test(file));
  const named = relevant.map((file) => STACK_FILE.exec(file)?.[2]);
  if (named.some((name) => name === undefined)) return [...stacks];
  return stacks.filter((stack) => named.includes(stack));
}
