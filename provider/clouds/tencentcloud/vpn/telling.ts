import type { Problem } from "../../../../model/problems";

export const problem = (path: string, seen: string, needed: string, fix: string): Problem => ({
  path,
  seen,
  needed,
  fix,
});
