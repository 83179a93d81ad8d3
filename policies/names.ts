/** Name of the pack, and of the policy that judges resources and carries the configuration. */
export const PACK = "dbferry";
/** Name of the policy that judges the plan as a whole. */
export const WHOLE_PLAN = "dbferry-plan";

/** Policies that fix inputs on request; each has the name of its rule, and its own settings. */
export const REMEDIATIONS = ["TSK-02", "NET-14", "NET-08"] as const;
export type Remediation = (typeof REMEDIATIONS)[number];
