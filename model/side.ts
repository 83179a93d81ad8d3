/** Where data comes from, and where it goes. */
export type Side = "source" | "target";
