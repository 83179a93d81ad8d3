import type { Problem } from "../../../model/problems";
import { selectionOf } from "../../../model/selection";
import type { Side } from "../../../model/side";
import type { OpenKey, ServerProbe } from "../../../mysql/ahead";
import type { ConnectReason } from "../../../mysql/problem";
import { showTable } from "../../../mysql/tableName";
import type { MysqlWork } from "../../core/mysql";
import { connectOptions } from "../../resources/shared";
import type { Findings } from "./findings";
import type { LookAheadInputs } from "./inputs";
import type { Seen } from "./instances";
import type { Versions } from "./versions";

/** How long a server that cannot be reached from here may delay an update. */
const LOGIN_LIMIT_MS = 4000;
const GB = 1024 ** 3;

type Login = LookAheadInputs["logins"][number];

/**
 * Logs in to both servers as the administrators that later steps use.
 *
 * @returns the versions of those that it has seen
 */
export async function lookAtLogins(
  mysql: MysqlWork,
  request: LookAheadInputs,
  seen: Seen,
  findings: Findings,
): Promise<Versions> {
  // Without credentials, a preview does not log in anywhere.
  if (request.preview && findings.unconfigured.size > 0) {
    for (const { side } of request.logins)
      findings.unseen(`the login to the ${side}`, "the clouds' credentials are missing");
    return {};
  }
  const looks = await Promise.all(
    request.logins.map(async (login) => [login, await lookAt(mysql, request, login)] as const),
  );
  for (const [login, look] of looks) tell(login, look, request, findings);
  const source = looks.find(([{ side }]) => side === "source")?.[1];
  findings.add(...roomProblems(request, seen, source));
  return Object.fromEntries(looks.map(([{ side }, look]) => [side, look.failed ? undefined : look.series]));
}

function lookAt(
  mysql: MysqlWork,
  request: LookAheadInputs,
  { side, explicit: _, ...given }: Login,
): Promise<ServerProbe> {
  const options = { ...connectOptions(given, side), timeoutMs: LOGIN_LIMIT_MS };
  const selection = side === "source" ? selectionOf(request) : { databases: "all" as const };
  return mysql.lookAtServer(options, { ...selection, role: side, holds: request.profile !== undefined });
}

function tell({ side, user, ...login }: Login, look: ServerProbe, request: LookAheadInputs, findings: Findings): void {
  if (look.failed) {
    const { address, cause, fix, reason } = look.failed;
    const path = pathOf(side, reason, login);
    if (path === undefined && reason === "refused" && login.explicit && !request.preview) {
      findings.add({
        path: `${side}.connect`,
        seen: `${address}: ${cause}`,
        needed: "an address at which this machine reaches the server",
        fix: `${fix}, or the tunnel to it`,
      });
    } else if (path === undefined) {
      findings.unseen(`the login to the ${side} from here`, `${address}: ${cause}`);
    } else {
      const again = reason === "password" ? `pulumi config set --secret ${path}; or ` : "";
      const needed = neededBy(side, user, reason);
      findings.add({ path, seen: `${address}: ${cause}`, needed, fix: `${again}${fix}` });
    }
    return;
  }
  if (side === "target" && request.starting && request.profile && !request.exemptions.includes("C57")) {
    if (look.databases === undefined) findings.unseen("whether the target is empty", "its databases could not be read");
    else if (look.databases.length > 0)
      findings.add({
        path: "target.instanceId",
        seen: `an instance that holds ${look.databases.join(", ")}`,
        needed: `one without any database of a user's (${request.profile})`,
        fix: "choose an empty instance, or leave out tencentDts.profile",
      });
  }
  const { missing = { databases: [], tables: [] }, open = [], mayCreateAccounts } = look;
  if (side !== "source" || !request.starting) return;
  for (const { database, table } of missing.tables) {
    findings.add({
      path: `source.tables.${database}`,
      seen: `${JSON.stringify(table)}, which ${user} cannot see on the source`,
      needed: "tables that are there; views do not move where tables are named",
      fix: "check its spelling and case, or let the administrator see it",
    });
  }
  if (!request.exemptions.includes("C50")) for (const key of open) findings.add(keyProblem(key));
  for (const database of missing.databases) {
    findings.add({
      path: "source.databases",
      seen: `${JSON.stringify(database)}, which ${user} cannot see on the source`,
      needed: "existing databases",
      fix: "check its spelling and case, or let the administrator see it",
    });
  }
  if (mayCreateAccounts === false) {
    findings.add({
      path: "source.admin.user",
      seen: `${user}, who is not allowed to create accounts`,
      needed: "an administrator with CREATE USER: the task gets its own account",
      fix: "name a high-privilege account of the instance",
    });
  }
}

/**
 * Without its parent, a table refuses rows; without the child, rows that a foreign key would cascade to are left
 * behind.
 */
function keyProblem({ child, name, parent, lacks }: OpenKey): Problem {
  const [own, other] = lacks === "parent" ? [child, parent] : [parent, child];
  return {
    path: `source.tables.${own.database}`,
    seen: `${JSON.stringify(own.table)} without ${showTable(other)}: the foreign key ${name} of ${showTable(child)} leads to ${showTable(parent)}`,
    needed: "both tables of every foreign key",
    fix: `add ${JSON.stringify(other.table)} to source.tables.${other.database}, or drop the key on the source, or accept it by an exemption of C50`,
  };
}

/**
 * The stack key that a refused login concerns; undefined when the server could not be reached from here, which may be
 * fine.
 */
function pathOf(
  side: Side,
  reason: ConnectReason,
  { tls, ca, serverName }: Pick<Login, "tls" | "ca" | "serverName">,
): string | undefined {
  switch (reason) {
    case "password":
      return `${side}AdminPassword`;
    case "hostDenied":
    case "privilege":
      return `${side}.admin.user`;
    case "tlsRequired":
    case "tlsUnavailable":
      // Each requires TLS by default.
      if (tls === undefined && serverName !== undefined) return `${side}.serverName`;
      return tls === undefined && ca !== undefined ? `${side}.ca` : `${side}.tls`;
    case "tlsVersion":
    case "unproven":
      return `${side}.tls`;
    case "certificate":
      return `${side}.ca`;
    case "notMysql":
    case "flood":
      return `${side}.connect`;
    default:
      return undefined;
  }
}

function neededBy(side: Side, user: string, reason: ConnectReason): string {
  if (reason === "password") return `the password of ${side}.admin.user (${user})`;
  if (reason === "hostDenied") return "an account that is allowed to log in from this machine";
  if (reason === "notMysql" || reason === "flood") return "the address of the MySQL server";
  return "a session that verifies the server";
}

/** Data larger than the target's whole volume cannot fit, however much of it is free. */
function roomProblems(
  { starting, exemptions }: LookAheadInputs,
  { target }: Seen,
  source: ServerProbe | undefined,
): Problem[] {
  const [bytes, volume] = [source?.failed ? undefined : source?.bytes, target?.volumeGb];
  if (!starting || bytes === undefined || volume === undefined || exemptions.includes("C59")) return [];
  if (bytes < volume * GB) return [];
  return [
    {
      path: "target.instanceId",
      seen: `a volume of ${volume} GB`,
      needed: `more than the ${Math.ceil(bytes / GB)} GB of the databases to migrate`,
      fix: "enlarge the target's volume in the console",
    },
  ];
}
