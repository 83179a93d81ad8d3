import type { Facts } from "../facts";
import { gaps } from "../judge";
import type { Mistake } from "../mistake";

type Asked = Pick<Mistake, "gaps" | "asks">;

/** The phase, but for what was asked to be otherwise, which has to be so. */
const prepared = (but: RegExp, instead: (after: Facts, made?: Facts) => string[]): Asked => ({
  gaps: (after, made) => [...gaps("prepare", after, made).filter((gap) => !but.test(gap)), ...instead(after, made)],
});

/** Fewer rights than before, on less; never others. */
const fewerRights = prepared(/^the account has other rights/, (after, made) => {
  const before = rightsOf(made);
  return rightsOf(after)
    .filter((right) => !before.includes(right))
    .map((right) => `the account also has ${right}`);
});

/** `SELECT`, `REPLICATION SLAVE`: of every grant, whatever it is on. */
function rightsOf(facts: Facts | undefined): string[] {
  const grants = (facts?.ours.accounts ?? []).flatMap((text) => [...text.matchAll(/GRANT (.+?) ON /g)]);
  return grants.flatMap(([, rights]) => rights!.split(", "));
}

/** The endpoint is the user's own: the migration makes none. */
const ownEndpoint = prepared(/^no public endpoint$/, ({ ours }) =>
  ours.endpoints.map((one) => `it has ${one} as well`),
);

/** What a change before the task runs asks for that is otherwise than what the migration has by itself. */
export const ASKED: Readonly<Record<string, Asked>> = {
  mode: fewerRights,
  "source.databases": fewerRights,
  "source.endpoint.host": ownEndpoint,
  "source.endpoint.port": ownEndpoint,
  "adopt.allowlist": {
    ...prepared(/^the source does not let the EIP in$/, ({ ours, theirs }) =>
      ours.eips.filter((eip) => !theirs.allowlist.some((one) => one.replace(/\/32$/, "") === `office ${eip}`)),
    ),
    asks: /^allowlist without the migration's mark: office /,
  },
  "adopt.account": {
    ...prepared(/^no account for the EIP$/, ({ ours, theirs }) =>
      ours.eips.filter((eip) => !theirs.accounts.some((one) => one.startsWith(`source office@${eip}:`))),
    ),
    asks: /^accounts without the migration's mark: source office@203\./,
  },
};
