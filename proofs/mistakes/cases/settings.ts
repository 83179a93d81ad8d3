import type { Mistake, MistakeList, Phase, Stage } from "../mistake";
import { literal, set } from "./stackFile";
import { VALUES } from "./values";

/** Settings with which a cloud does not answer. */
const SETTINGS = [
  "clouds.alicloud.endpoints.rds",
  "clouds.huaweicloud.projectId",
  "clouds.huaweicloud.projects",
  ...["drs", "rds", "vpc"].map((service) => `clouds.huaweicloud.endpoints.${service}`),
];

/** The engine would keep them with what is left, and begin the next update with them. */
const together = (at: Stage, phase: Phase | "cancelled", path: string): Mistake => ({
  name: `${path} changed together with the phase ${phase}`,
  at,
  ends: "refused",
  previewed: true,
  write: (config) => {
    config["dbferry:phase"] = phase;
    set(config, path, VALUES[path]!.other);
  },
  // Whatever the cloud says, its name or the key.
  says: [new RegExp(literal(path.split(".")[1]!))],
});

export const SETTINGS_LIST: MistakeList = {
  name: "settings at the end",
  mistakes: [
    ...SETTINGS.map((path) => together("prepared", "cancelled", path)),
    ...SETTINGS.map((path) => together("cutOver", "done", path)),
  ],
};
