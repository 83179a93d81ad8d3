import { type CheckContext, type Finding, failed, findings, type Step, some, warning } from "./step";

const SOURCE = ["RELOAD", "LOCK TABLES", "REPLICATION CLIENT", "REPLICATION SLAVE", "SHOW VIEW", "PROCESS"];
/** Privileges of a source account that are not required but cause no warning. */
const HARMLESS = new Set(["USAGE", "SELECT", "SHOW DATABASES", "TRIGGER", "EVENT", "EXECUTE"]);
const TARGET = [
  "ALTER",
  "ALTER ROUTINE",
  "CREATE",
  "CREATE ROUTINE",
  "CREATE TEMPORARY TABLES",
  "CREATE USER",
  "CREATE VIEW",
  "DELETE",
  "DROP",
  "EVENT",
  "EXECUTE",
  "INDEX",
  "INSERT",
  "LOCK TABLES",
  "PROCESS",
  "REFERENCES",
  "RELOAD",
  "SELECT",
  "SHOW DATABASES",
  "SHOW VIEW",
  "TRIGGER",
  "UPDATE",
];
/** Database in which the service keeps its comparisons on the source. */
const HELPER = "__tencentdb__";

/** Privileges of both accounts, by the vendor's pages on migration from MySQL (documents 571/42645 and 571/61695). */
export const ACCOUNT_STEPS: Step[] = [
  {
    id: "SrcPrivilegeCheck",
    name: "Source instance permission check",
    doc: "https://www.tencentcloud.com/document/product/571/42555",
    run: (context) => {
      const { source } = context;
      const missing = sourceMissing(context);
      const excess = source.grants.granted("*").filter((right) => !SOURCE.includes(right) && !HARMLESS.has(right));
      return findings(
        missing.length > 0 &&
          failed(`The source account lacks ${missing.join(", ")}.`, `Grant ${missing.join(", ")} to it.`),
        helper(context),
        excess.length > 0 &&
          warning(
            `The source account has more rights than DTS needs: ${some(excess)}.`,
            "Grant it only the rights listed on the vendor's page.",
          ),
      );
    },
  },
  {
    id: "DstPrivilegeCheck",
    name: "Target instance permission check",
    doc: "https://www.tencentcloud.com/document/product/571/42555",
    run: ({ target }) => {
      const missing = target.grants.missing(TARGET);
      return findings(
        missing.length > 0 &&
          failed(`The target account lacks ${missing.join(", ")}.`, `Grant ${missing.join(", ")} to it.`),
      );
    },
  },
];

function sourceMissing({ source, selection, databases, kinds, supplier }: CheckContext): string[] {
  const own = kinds.flatMap((kind) => (kind === "trigger" ? ["TRIGGER"] : kind === "event" ? ["EVENT"] : []));
  // Alibaba Cloud grants SHOW DATABASES to no account.
  const list = supplier === "aliyun" ? [] : ["SHOW DATABASES"];
  const everywhere = source.grants.missing([...SOURCE, ...list]);
  if (selection === "all") return [...everywhere, ...source.grants.missing(["SELECT", ...own])];
  const tables = source.grants.missing(["SELECT", ...own], databases);
  const system = source.grants.missing(["SELECT"], ["mysql"]).map((right) => `${right} on mysql.*`);
  return [...everywhere, ...tables, ...system];
}

/** The vendor's comparison needs write access to the source. */
function helper({ source, compares, sourceAccess }: CheckContext): Finding | undefined {
  const missing = source.grants.missing(["CREATE", "INSERT", "UPDATE", "DELETE", "DROP"], [HELPER]).length > 0;
  if (!missing) return undefined;
  const text = `The source account lacks ALL PRIVILEGES on \`${HELPER}\`.*, which the comparison uses for its working data.`;
  const solution = `GRANT ALL PRIVILEGES ON \`${HELPER}\`.* to it, or turn off the comparison.`;
  if (sourceAccess === "cdb") return failed(text, solution);
  return compares ? warning(text, solution) : undefined;
}
