import { resolve } from "node:path";

/** Folder with Sakila's schema.sql and data.sql, beside the repository. */
export const SAKILA = resolve(__dirname, "../../../shared/data/sakila");
