import type { ReviewFinding } from "./types";

const LINE = /^ {2}(resource|seen|needed|fix|no diff|see|until|reason): +(.*)$/;
/** The prefix of a diff line has a fixed width: any further spaces are the diff's own indentation. */
const DIFF = /^ {2}(diff): {5}(.*)$/;
/** A report that belongs to no rule: an unreadable resource, an exemption, a setting. */
const OPEN = /^undetermined: /;
const HEAD = /^([A-Z]{3}-\d{2}(?:, [A-Z]{3}-\d{2})*)(?: (undetermined|exempted):)? ?(.*)$/;

/** Parses a message of the pack, as formatted by `core/message.ts`. */
export function readFinding(policy: string, message: string, urn: string, stops: boolean): ReviewFinding {
  const [first = "", ...rest] = message.trimEnd().split("\n");
  const head = HEAD.exec(first);
  const parts = new Map<string, string[]>();
  for (const line of rest) {
    const part = DIFF.exec(line) ?? LINE.exec(line) ?? /^ {2}(fix): (.*)$/.exec(line);
    if (part) parts.set(part[1]!, [...(parts.get(part[1]!) ?? []), part[2]!]);
  }
  const one = (name: string) => parts.get(name)?.join(" ") ?? "";
  const [, , type = "", name = ""] = urn.split("::");
  return {
    verdict: OPEN.test(first) ? "undetermined" : ((head?.[2] as "undetermined" | "exempted") ?? "violation"),
    stops,
    rules: head?.[1]?.split(", ") ?? [policy],
    title: head?.[3] || first.replace(OPEN, ""),
    urn,
    resource: name,
    type: type.split("$").at(-1) ?? "",
    seen: one("seen"),
    needed: one("needed"),
    fix: one("fix"),
    diff: parts.get("diff") ?? [],
    ...(parts.has("no diff") ? { told: one("no diff") } : {}),
    link: one("see"),
    ...(head?.[2] === "exempted" ? { exemption: `until ${one("until")}: ${one("reason")}` } : {}),
  };
}
