import { readFileSync } from "node:fs";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { readDate } from "../../model/expiry";
import type { Problem } from "../../model/problems";
import type { Exemption } from "../../mysql/exemptions";

const IDS = {
  check: z.string().regex(/^C\d{2}$/, "the id of a check, such as C44"),
  gate: z.string().regex(/^G0[1-8]$/, "the id of a gate, such as G05"),
};

const exemptions = (of: keyof typeof IDS) =>
  z.array(
    z.strictObject({
      id: IDS[of],
      reason: z.string().min(8),
      owner: z.string().min(1),
      expires: z
        .string()
        .refine(
          (text) => readDate(text) !== undefined,
          "an ISO 8601 instant with its zone, such as 2026-12-31T00:00:00Z",
        ),
    }),
  );

/** Reads the file of `--exemptions`; problems are added to `problems`. */
export function readExemptions(file: string, of: keyof typeof IDS, problems: Problem[]): Exemption[] {
  let given: unknown;
  try {
    given = parseYaml(readFileSync(file, "utf8"));
  } catch (error) {
    problems.push({
      path: "--exemptions",
      seen: `${file}: ${(error as Error).message.split("\n")[0]}`,
      needed: "a YAML or JSON file",
    });
    return [];
  }
  const parsed = exemptions(of).safeParse(given ?? []);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    problems.push({ path: `${file}: ${issue.path.join(".") || "the file"}`, seen: issue.code, needed: issue.message });
  }
  return [];
}
