import { PROGRAM_KEYS, SHARED_KEYS } from "../../../stacks/keys";
import type { Mistake, MistakeList, Phase, Stage } from "../mistake";
import { mistyped } from "./stackFile";

const back = (at: Stage, phase: Phase, says: RegExp): Mistake => ({
  name: `the phase ${phase}`,
  at,
  ends: "refused",
  previewed: true,
  write: (config) => {
    config["dbferry:phase"] = phase;
  },
  says: [new RegExp(`phase: ${phase}, but migration shop has reached `), says],
});

const key = (at: Stage, written: string, meant: string): Mistake => ({
  name: `${written} for ${meant}`,
  at,
  ends: "refused",
  write: (config) => {
    config[written] = config[meant] ?? "something";
    delete config[meant];
  },
  says: [new RegExp(`${written}: unknown key; needed: .+; did you mean ${meant}\\?`)],
});

/** Every key of the stack, mistyped, and keys that users know from elsewhere. */
const KEYS: readonly (readonly [written: string, meant: string])[] = [
  ...PROGRAM_KEYS.map((name) => [`dbferry:${mistyped(name)}`, `dbferry:${name}`] as const),
  ...SHARED_KEYS.map((name) => [`dbferry:${mistyped(name)}`, `dbferry:${name}`] as const),
  ["dbferry:Phase", "dbferry:phase"],
  ["dbfery:phase", "dbferry:phase"],
  ["shop:phase", "dbferry:phase"],
  ["dbferry:pollSeconds", "dbferry:clouds.pollSeconds"],
];

const expired = (at: Stage): Mistake => ({
  name: "its date is in the past",
  at,
  ends: "refused",
  previewed: true,
  write: ({ "dbferry:migration": migration }) => {
    migration.expires = "2026-01-01T00:00:00Z";
  },
  says: [/- expires: 2026-01-01T00:00:00Z, in the past; needed: a date in the future; /, /dbferry (extend|cancel)/],
});

export const PHASES: MistakeList = {
  name: "phases",
  mistakes: [
    expired("prepared"),
    {
      name: "pulumi destroy of a migration in which nothing runs",
      at: "prepared",
      ends: "repaired",
      anew: true,
      run: ({ field }) => field.destroy(),
      gaps: ({ ours }) => Object.values(ours).flatMap((open) => open.map((one) => `still open: ${one}`)),
    },
    ...KEYS.map(([written, meant]) => key("running", written, meant)),
    expired("running"),
    {
      name: "no phase at all",
      at: "running",
      ends: "refused",
      write: (config) => delete config["dbferry:phase"],
      says: [/phase: nothing, which means prepare, but migration shop has reached migrate/, /dbferry cancel/],
    },
    {
      name: "an unknown phase",
      at: "running",
      ends: "refused",
      write: (config) => {
        config["dbferry:phase"] = "migrat";
      },
      says: [/phase: "migrat"; needed: one of .+; did you mean migrate\?/],
    },
    back("running", "prepare", /dbferry cancel/),
    {
      name: "a password in plain text",
      at: "running",
      ends: "refused",
      write: (config) => {
        config["dbferry:targetAdminPassword"] = "in-plain";
      },
      says: [/targetAdminPassword: a password in plain text; needed: a secret; pulumi config set --secret/],
    },
    {
      name: "another name",
      at: "running",
      ends: "refused",
      previewed: true,
      write: ({ "dbferry:migration": migration }) => {
        migration.name = "shopping";
      },
      says: [/name: shopping, but this stack has the migration shop, in phase migrate/, /pulumi stack init/],
    },
    {
      name: "pulumi destroy",
      at: "running",
      ends: "refused",
      run: ({ field }) => field.destroy(),
      says: [/still moves data \(INCRE\w+\)/, /dbferry cancel/, /migration\.protectLiveTask false/],
    },
    {
      name: "pulumi destroy, after the permission was set but no update has recorded it",
      at: "running",
      ends: "refused",
      write: ({ "dbferry:migration": migration }) => {
        migration.protectLiveTask = false;
      },
      run: ({ field }) => field.destroy(),
      says: [/then pulumi up/],
    },
    {
      name: "pulumi destroy, after the word was taken back that an update was refused with",
      at: "running",
      ends: "refused",
      run: async (ground) => {
        ground.write(({ "dbferry:migration": migration }) => {
          migration.protectLiveTask = false;
          migration.source.connect = "127.0.0.1:1";
        });
        const up = await ground.update();
        if (up.code === 0) return up;
        ground.write(() => {});
        return ground.field.destroy();
      },
      says: [/still moves data \(INCRE\w+\)/, /dbferry cancel/],
    },
    {
      name: "dbferry audit --clean while the task replicates",
      at: "running",
      ends: "either",
      run: ({ field }) => field.dbferry("audit", "--clean", "--yes"),
    },
    {
      name: "dbferry cancel by a machine without --yes",
      at: "running",
      ends: "refused",
      run: ({ field }) => field.dbferry("cancel"),
      says: [/--yes/],
    },
    {
      name: "dbferry up by a machine without --yes",
      at: "running",
      ends: "refused",
      run: ({ field }) => field.dbferry("up", "--phase", "cutover"),
      says: [/--yes/],
    },
    {
      name: "dbferry up with an unknown phase",
      at: "running",
      ends: "refused",
      run: ({ field }) => field.dbferry("up", "--yes", "--phase", "cutver"),
      says: [/cutver/, /cutover/],
    },
    {
      name: "dbferry up back to prepare",
      at: "running",
      ends: "refused",
      run: ({ field }) => field.dbferry("up", "--yes", "--phase", "prepare"),
      says: [/has reached migrate/, /dbferry cancel/],
    },
    back("cutOver", "prepare", /phase done/),
    back("cutOver", "migrate", /phase done/),
    back("done", "prepare", /pulumi config set restart \S+/),
    back("done", "migrate", /pulumi config set restart \S+/),
    back("done", "cutover", /pulumi config set restart \S+/),
    {
      name: "the phase prepare with restart: true",
      at: "done",
      ends: "refused",
      write: (config) => Object.assign(config, { "dbferry:phase": "prepare", "dbferry:restart": "true" }),
      says: [/restart: true/, /pulumi config set restart \S+/],
    },
    {
      name: "no phase at all",
      at: "done",
      ends: "refused",
      write: (config) => delete config["dbferry:phase"],
      says: [/phase: nothing, which means prepare, but migration shop has reached done/],
    },
  ],
};
