/** Name of the pack, and of the policy that judges resources and carries the configuration. */
export const PACK = "dbferry";
/** Name of the policy that judges the plan as a whole. */
export const WHOLE_PLAN = "dbferry-plan";
