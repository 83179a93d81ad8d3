import type { Problem } from "../../problems";
import type { Vpn } from "../vpn";

/** Of a gateway that is created, where a cloud sells certain bandwidths alone. */
export function bandwidthProblems({ bandwidth, gateway }: Vpn, sold: readonly number[]): Problem[] {
  if (gateway || sold.includes(bandwidth)) return [];
  return [{ path: "bandwidth", seen: String(bandwidth), needed: `one of ${sold.join(", ")}` }];
}

/** Problems of the section `vpn`, by their paths in the migration. */
export function inVpn(problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: `vpn.${problem.path}` }));
}
