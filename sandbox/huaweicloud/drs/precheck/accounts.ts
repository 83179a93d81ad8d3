import { alarm, type Check, failed, passed, rows, versionOf } from "./check";

const SOURCE_FULL = ["SELECT", "SHOW VIEW", "EVENT"];
const SOURCE_INCREMENTAL = [...SOURCE_FULL, "LOCK TABLES", "REPLICATION SLAVE", "REPLICATION CLIENT"];
const TARGET = [
  "SELECT",
  "CREATE",
  "ALTER",
  "DROP",
  "DELETE",
  "INSERT",
  "UPDATE",
  "INDEX",
  "EVENT",
  "CREATE VIEW",
  "CREATE ROUTINE",
  "TRIGGER",
  "REFERENCES",
];

function source(incremental: boolean): Check {
  const wanted = incremental ? SOURCE_INCREMENTAL : SOURCE_FULL;
  return {
    item: incremental ? "srcDbPrivilegesIsEnoughForIncre" : "srcDbPrivilegesIsEnough",
    group: "db_user_privilege",
    needs: ["source"],
    run: ({ source, databases, objects }) => {
      const missing = source!.grants.missing(wanted, objects.scope === "all" ? [] : databases);
      return missing.length === 0
        ? passed
        : failed(
            "SOURCE_DB_USER_PRIVILEGES_IS_NOT_ENOUGH_FOR_UP",
            `The source user lacks ${missing.join(", ")}; needed are ${wanted.join(", ")}.`,
            { missing },
          );
    },
  };
}

/** Privileges of the two accounts, from the vendor's list of required permissions. */
export const sourceAccount = (incremental: boolean): Check => source(incremental);

export const ACCOUNT_CHECKS: Check[] = [
  {
    item: "dstDbPrivilegesIsEnough",
    group: "db_user_privilege",
    needs: ["target"],
    run: ({ target }) => {
      const [major, minor, patch] = versionOf(target!);
      const special = major === 8 && minor === 0 && patch >= 14 && patch <= 18 ? ["SESSION_VARIABLES_ADMIN"] : [];
      const missing = target!.grants.missing([...TARGET, ...special]);
      if (!target!.grants.mayGrant) missing.push("WITH GRANT OPTION");
      return missing.length === 0
        ? passed
        : failed("DESTINATION_DB_USER_PRIVILEGES_IS_NOT_ENOUGH", `The destination user lacks ${missing.join(", ")}.`, {
            missing,
          });
    },
  },
  {
    item: "userRequirementIsEnoughForDefiner",
    group: "db_params",
    needs: ["target"],
    run: ({ target, replaceDefiner }) => {
      const missing = replaceDefiner ? [] : target!.grants.missing(["CREATE USER"]);
      return missing.length === 0
        ? passed
        : alarm("USER_REQUIREMENT_IS_NOT_ENOUGH_FOR_DEFINER", `The destination user lacks ${missing.join(", ")}.`);
    },
  },
  {
    item: "srcRoutinesWithoutPrivilegeCheck",
    group: "db_params",
    needs: ["source"],
    run: async ({ source, databases }) => {
      const hidden = await rows<{ name: string }>(
        source!,
        "SELECT CONCAT(ROUTINE_SCHEMA, '.', ROUTINE_NAME) AS name, ROUTINE_SCHEMA AS db " +
          "FROM information_schema.ROUTINES WHERE ROUTINE_DEFINITION IS NULL",
      );
      const ours = hidden.map((row) => row.name).filter((name) => databases.includes(name.split(".")[0]!));
      return ours.length === 0
        ? passed
        : alarm("SRC_ROUTINES_WITHOUT_PRIVILEGE", `The source user may not read ${ours.join(", ")}.`, {
            routines: ours,
          });
    },
  },
  {
    item: "isUserRequireSslLink",
    group: "db_params",
    needs: ["source", "target"],
    run: () => passed, // without TLS, an account with REQUIRE SSL could not have logged in
  },
];
