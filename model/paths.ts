/** How the task reaches the source; a new path is a line here and a kit in `components`. */
export const PATHS = ["public", "vpn", "vpc", "peering"] as const;
export type Path = (typeof PATHS)[number];
