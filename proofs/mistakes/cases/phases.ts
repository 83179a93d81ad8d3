import type { Mistake, MistakeList, Stage } from "../mistake";

type Phase = NonNullable<Mistake["phase"]>;

const back = (at: Stage, phase: Phase, says: RegExp): Mistake => ({
  name: `the phase ${phase}`,
  at,
  ends: "refused",
  previewed: true,
  write: (config) => {
    config["dbferry:phase"] = phase;
  },
  says: [new RegExp(`phase: ${phase}, and migration shop has reached `), says],
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

const KEYS = [
  ["dbferry:pahse", "dbferry:phase"],
  ["dbferry:Phase", "dbferry:phase"],
  ["dbfery:phase", "dbferry:phase"],
  ["shop:phase", "dbferry:phase"],
  ["dbferry:migraton", "dbferry:migration"],
  ["dbferry:cloud", "dbferry:clouds"],
  ["dbferry:sourceAdminPasword", "dbferry:sourceAdminPassword"],
  ["dbferry:restrat", "dbferry:restart"],
  ["dbferry:polices", "dbferry:policies"],
] as const;

export const PHASES: MistakeList = {
  name: "phases",
  mistakes: [
    ...KEYS.map(([written, meant]) => key("running", written, meant)),
    {
      name: "no phase at all",
      at: "running",
      ends: "refused",
      write: (config) => delete config["dbferry:phase"],
      says: [/phase: nothing, which is prepare, and migration shop has reached migrate/, /dbferry cancel/],
    },
    {
      name: "a phase that is none",
      at: "running",
      ends: "refused",
      write: (config) => {
        config["dbferry:phase"] = "migrat";
      },
      says: [/phase: "migrat"; needed: one of .+; did you mean migrate\?/],
    },
    back("running", "prepare", /dbferry cancel/),
    {
      name: "a password in plain",
      at: "running",
      ends: "refused",
      write: (config) => {
        config["dbferry:targetAdminPassword"] = "in-plain";
      },
      says: [/targetAdminPassword: a password in plain; needed: a secret; pulumi config set --secret/],
    },
    {
      name: "another name",
      at: "running",
      ends: "refused",
      previewed: true,
      write: ({ "dbferry:migration": migration }) => {
        migration.name = "shopping";
      },
      says: [/name: shopping, and this stack has the migration shop, which has reached migrate/, /pulumi stack init/],
    },
    {
      name: "pulumi destroy",
      at: "running",
      ends: "refused",
      run: ({ field }) => field.destroy(),
      says: [/still moves data \(INCRE\w+\)/, /dbferry cancel/, /migration\.protectLiveTask false/],
    },
    {
      name: "pulumi destroy, after the word was written and no update has recorded it",
      at: "running",
      ends: "refused",
      write: ({ "dbferry:migration": migration }) => {
        migration.protectLiveTask = false;
      },
      run: ({ field }) => field.destroy(),
      says: [/then pulumi up/],
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
      says: [/phase: nothing, which is prepare, and migration shop has reached done/],
    },
  ],
};
