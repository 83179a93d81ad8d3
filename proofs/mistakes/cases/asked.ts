import type { Facts } from "../facts";
import { gaps } from "../judge";
import type { Mistake } from "../mistake";

type Asked = Pick<Mistake, "gaps" | "asks">;

/** The normal requirements of the phase, except for the one that was changed, which must have the changed result. */
const prepared = (but: RegExp, instead: (after: Facts, made?: Facts) => string[]): Asked => ({
  gaps: (after, made) => [...gaps("prepare", after, made).filter((gap) => !but.test(gap)), ...instead(after, made)],
});

/** Fewer rights than before, or on fewer objects; never additional ones. */
const fewerRights = prepared(/^the account has other rights/, (after, made) => {
  const before = rightsOf(made);
  return rightsOf(after)
    .filter((right) => !before.includes(right))
    .map((right) => `the account also has ${right}`);
});

/** The rights in all grants, whatever their scope: `SELECT`, `REPLICATION SLAVE`. */
function rightsOf(facts: Facts | undefined): string[] {
  const grants = (facts?.ours.accounts ?? []).flatMap((text) => [...text.matchAll(/GRANT (.+?) ON /g)]);
  return grants.flatMap(([, rights]) => rights!.split(", "));
}

/** The user supplies the endpoint, so the migration creates none. */
const ownEndpoint = prepared(/^no public endpoint$/, ({ ours }) =>
  ours.endpoints.map((one) => `it has ${one} as well`),
);

/** Expected results of changes made before the task runs, where they differ from the migration's defaults. */
export const ASKED: Readonly<Record<string, Asked>> = {
  mode: fewerRights,
  "source.databases": fewerRights,
  "source.tables": fewerRights,
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
