import { readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Attack } from "../../support/attack";
import { byChange } from "./attack";
import type { Outcome, ReviewField } from "./field";

const STACK = "stacks/Pulumi.prod.yaml";
const HIDDEN = "huaweicloud:cloud";
const ELSEWHERE = "cloud.attacker.example";

/** Ways to write a setting that the engine reads, but that a YAML 1.2 parser misses or reads differently. */
const WAYS: Record<string, (text: string) => string> = {
  "behind a carriage return in a comment": (text) => `${text}  # fine\r  ${HIDDEN}: ${ELSEWHERE}\n`,
  "behind a line separator in a comment": (text) => `${text}  # fine\u2028  ${HIDDEN}: ${ELSEWHERE}\n`,
  "behind a next-line character in a comment": (text) => `${text}  # fine\u0085  ${HIDDEN}: ${ELSEWHERE}\n`,
  "in a merge": (text) => `x: &x\n  ${HIDDEN}: ${ELSEWHERE}\n${text.replace("config:\n", "config:\n  <<: *x\n")}`,
  "in a merge in quotes": (text) => text.replace("config:\n", `config:\n  "<<": {"${HIDDEN}": ${ELSEWHERE}}\n`),
  "with a blank behind its name": (text) => `${text}  "${HIDDEN} ": ${ELSEWHERE}\n`,
  "by its long name": (text) => `${text}  huaweicloud:config:cloud: ${ELSEWHERE}\n`,
  "by a name in base64": (text) => `${text}  !!binary ${Buffer.from(HIDDEN).toString("base64")}: ${ELSEWHERE}\n`,
};

/** Whatever a change hides in a second reading must be shown for what it is, or the file refused. */
function notShown({ code, report, markdown }: Outcome): string[] {
  const shown = (report?.touched ?? []).some((one: any) => one.what === "endpoint" && one.where.includes(HIDDEN));
  const refused = (report?.stacks ?? []).some((one: any) =>
    one.errors.some((text: string) => /cannot be read/.test(text)),
  );
  return [
    ...(code === 1 ? [] : [`exit code ${code}; needed 1`]),
    ...(shown || refused ? [] : ["neither shown nor refused"]),
    ...(markdown.includes("cannot be read") || markdown.includes(ELSEWHERE) ? [] : ["the comment does not say it"]),
  ];
}

const edited = (field: ReviewField, change: (text: string) => string) => {
  const text = stringify(JSON.parse(readFileSync(join(field.base, STACK), "utf8")));
  field.write(field.change, STACK, change(text));
};

export const TWO_READINGS: Attack[] = [
  ...Object.entries(WAYS).map(([way, change]) =>
    byChange(`hides a setting from the review: ${way}`, (field) => edited(field, change), notShown),
  ),
  byChange(
    "brings a stack file that fills the memory",
    (field) => {
      edited(field, (text) => text);
      truncateSync(join(field.change, STACK), 1024 ** 3);
    },
    ({ code, report }) => [
      ...(code === 1 ? [] : [`exit code ${code}; needed 1`]),
      ...(report?.stacks?.[0]?.errors?.some((one: string) => /at most 1048576/.test(one)) ? [] : ["it was read"]),
    ],
  ),
];
