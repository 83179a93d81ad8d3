import { z } from "zod";
import { readDate } from "../../model/expiry";
import { named } from "../../model/named";

/** Arguments that several components share; the descriptions are in the package's schema. */

export const text = (what: string) => z.string().min(1).describe(what);

const instant = z
  .string()
  .refine((given) => readDate(given) !== undefined, "an ISO 8601 instant with its zone, such as 2026-12-01T00:00:00Z");

/** Fields of every temporary resource: its owner and expiry. */
export const temporary = {
  migration: text("name of the migration it belongs to"),
  expires: instant.describe("when it must have been removed, an ISO 8601 instant"),
  owner: z.string().optional().describe("who is responsible for it"),
  ownership: named(
    "Ownership",
    "The owner of a temporary resource.",
    z.strictObject({
      organization: text("organization of the stack"),
      project: text("project of the stack"),
      stack: text("name of the stack"),
      id: z.string().min(1).optional().describe("random id that exists only in the stack's state"),
    }),
  )
    .optional()
    .describe("the stack it belongs to: only that stack can take it over"),
};

export const TEMPORARY = ["migration", "expires", "owner"] as const;

export const port = z.number().int().min(1).max(65535);

export const adopt = z
  .string()
  .optional()
  .describe("id of a resource that a killed update created without recording it, to take it over");
