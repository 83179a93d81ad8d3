import { STACK } from "../../../cli/demo/workspace";
import type { Side } from "../../../model/side";
import type { Ground } from "../ground";
import type { Mistake, MistakeList, Stage } from "../mistake";

const key = (side: Side) => `${side}AdminPassword`;
const other = (side: Side): Side => (side === "source" ? "target" : "source");

/** Sets a password in a form that allows a leading hyphen. */
async function set({ field }: Ground, side: Side, value: string): Promise<void> {
  const done = await field.pulumi("config", "set-all", "--secret", `${key(side)}=${value}`, "--stack", STACK);
  if (done.code !== 0) throw new Error(`the password was not set: ${done.text}`);
}
const right = ({ field }: Ground, side: Side) => field.passwordFor(key(side));

/** Sets the administrator's password on the server itself. */
async function onServer({ field }: Ground, side: Side, password: string): Promise<void> {
  const { user } = field.sandbox[side].admin;
  await field.as(side, async (db) => {
    // While the task is connected, the sandbox keeps a copy of the account for the task's address, which this machine
    // also connects from.
    const rows = await db.query("SELECT Host AS host FROM mysql.user WHERE User = ?", [user]);
    for (const { host } of rows)
      await db.query(`SET PASSWORD FOR '${user}'@'${String(host)}' = PASSWORD('${password}')`);
  });
}

/** A refusal must name the key that the password was set under. */
const told = (...sides: Side[]) =>
  sides.map((side) => new RegExp(`- ${key(side)}: .+; needed: .+; .*(pulumi config set|dbferry rotate)`));

const wrong = (at: Stage, side: Side, value: string, how: string): Mistake => ({
  name: `${key(side)} ${how}`,
  at,
  ends: "refused",
  run: async (ground) => {
    await set(ground, side, value);
    return ground.update();
  },
  says: told(side),
});

const swapped = (at: Stage): Mistake => ({
  name: "the two passwords are swapped",
  at,
  ends: "refused",
  says: told("source", "target"),
  run: async (ground) => {
    for (const side of ["source", "target"] as const) await set(ground, side, right(ground, other(side)));
    return ground.update();
  },
});

const absent = (at: Stage, side: Side): Mistake => ({
  name: `${key(side)} is missing`,
  at,
  ends: "refused",
  says: told(side),
  write: (config) => delete config[`dbferry:${key(side)}`],
});

const previewed = (at: Stage, side: Side): Mistake => ({
  name: `${key(side)} is wrong, in the preview`,
  at,
  ends: "refused",
  says: told(side),
  run: async (ground) => {
    await set(ground, side, "not it");
    return ground.preview();
  },
});

const changed = (at: Stage, side: Side): Mistake => ({
  name: `the password on the ${side} differs from the stack's`,
  at,
  ends: "refused",
  says: told(side),
  act: (ground) => onServer(ground, side, "changed by somebody"),
  undo: (ground) => onServer(ground, side, right(ground, side)),
});

const SIDES = ["source", "target"] as const;

export const PASSWORDS: MistakeList = {
  name: "passwords",
  mistakes: (["nothing", "prepared", "running", "cutOver"] as const).flatMap((at) => [
    ...SIDES.flatMap((side) => [wrong(at, side, "not it", "is wrong"), absent(at, side)]),
    swapped(at),
    ...(at === "nothing" || at === "running" ? SIDES.map((side) => previewed(at, side)) : []),
    ...(at === "running"
      ? SIDES.map((side) => wrong(at, side, "-it begins with a hyphen", "begins with a hyphen"))
      : []),
    ...(at === "prepared" || at === "running" ? SIDES.map((side) => changed(at, side)) : []),
  ]),
};
