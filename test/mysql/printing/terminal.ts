import { json } from "../../../mysql/output/json";
import { junit } from "../../../mysql/output/junit";
import { people } from "../../../mysql/output/people";
import { sarif } from "../../../mysql/output/sarif";
import { showVerdict } from "../../../provider/resources/preflight";
import type { Case } from "../recorded/cases";
import { prove } from "../recorded/prove";
import { acted, poisoned } from "./hostile";

/** What a hostile pair of servers gets to a terminal, in every form that people read. */
export async function reaches(one: Case): Promise<string[]> {
  const { report } = await prove(poisoned(one));
  const broken = report.verdicts
    .filter(({ found }) => /^the check broke/.test(found))
    .map(({ id, found }) => `${id}: ${found}`);
  return [
    ...acted(people(report, { all: true, colour: true })),
    ...report.verdicts.flatMap((verdict) => acted(showVerdict(verdict))),
    ...[json(report), sarif(report), junit(report)].flatMap(acted),
    ...broken,
  ];
}
