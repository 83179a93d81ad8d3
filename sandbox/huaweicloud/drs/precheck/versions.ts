import { type Check, failed, passed, versionOf } from "./check";

const SOURCE = ["5.5", "5.6", "5.7", "8.0"];
const TARGET = ["5.6", "5.7", "8.0"];

/** Versions, network and the state of the target instance. */
export const VERSION_CHECKS: Check[] = [
  {
    item: "srcDbVersionSupport",
    group: "db_version",
    needs: ["source"],
    run: ({ source }) => {
      const [major, minor] = versionOf(source!);
      return SOURCE.includes(`${major}.${minor}`)
        ? passed
        : failed(
            "SRC_DB_VERSION_NOT_SUPPORT",
            `Source ${source!.variables.get("version")}; needed ${SOURCE.join(", ")}.`,
          );
    },
  },
  {
    item: "dstDbVersionSupport",
    group: "db_version",
    needs: ["target"],
    run: ({ target }) => {
      const [major, minor] = versionOf(target!);
      return TARGET.includes(`${major}.${minor}`)
        ? passed
        : failed(
            "DST_DB_VERSION_NOT_SUPPORT",
            `Target ${target!.variables.get("version")}; needed ${TARGET.join(", ")}.`,
          );
    },
  },
  {
    item: "dbVersionMeetRequirement",
    group: "db_version",
    needs: ["source", "target"],
    run: ({ source, target }) => {
      const [from, to] = [versionOf(source!), versionOf(target!)].map(([major, minor]) => major! * 100 + minor!);
      return to! >= from!
        ? passed
        : failed(
            "DB_VERSION_NOT_MEET_REQUIREMENT",
            `Target ${target!.variables.get("version")} is older than source ${source!.variables.get("version")}.`,
          );
    },
  },
  {
    item: "srcDbConnection",
    group: "network",
    needs: [],
    run: ({ source, refused }) => (source ? passed : failed("SRC_DB_CONNECT_FAILED", refused.source ?? "")),
  },
  {
    item: "dstDbConnection",
    group: "network",
    needs: [],
    run: ({ target, refused }) => (target ? passed : failed("DST_DB_CONNECT_FAILED", refused.target ?? "")),
  },
  {
    item: "dstStatusCheck",
    group: "db_target_status",
    needs: [],
    run: ({ instance, otherTask }) => {
      if (otherTask) return failed("DST_DB_USED_BY_OTHER_JOB", `Task ${otherTask} uses instance ${instance.id} too.`);
      return instance.status === "ACTIVE"
        ? passed
        : failed("DST_STATUS_IS_ABNORMAL", `Instance ${instance.id} is not active.`);
    },
  },
];
