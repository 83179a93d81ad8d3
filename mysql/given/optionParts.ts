import type { Problem } from "../../model/problems";
import type { TlsMode } from "../connectOptions";
import type { OptionValues } from "./optionFile";
import type { Parts } from "./parts";

/** `VERIFY_CA` does not verify the name, but dbferry always does. `PREFERRED` requires nothing. */
const MODES: Record<string, TlsMode | undefined> = {
  DISABLED: "off",
  PREFERRED: undefined,
  REQUIRED: "required",
  VERIFY_CA: "verify",
  VERIFY_IDENTITY: "verify",
};

/** The connection settings in an option file or login path. Options of other programs are ignored. */
export function partsOfOptions(values: OptionValues, path: string, problems: Problem[]): Parts {
  const text = (name: string) => values.get(name) || undefined;
  const port = text("port");
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    problems.push({ path, seen: `port = ${port}`, needed: "1 to 65535" });
  const sslMode = text("ssl-mode");
  if (sslMode !== undefined && !(sslMode.toUpperCase() in MODES))
    problems.push({ path, seen: `ssl-mode = ${sslMode}`, needed: Object.keys(MODES).join(", ") });
  const checked =
    values.has("ssl-verify-server-cert") && !/^(0|off|false)$/i.test(text("ssl-verify-server-cert") ?? "");
  const mode = MODES[sslMode?.toUpperCase() ?? ""] ?? (checked ? "verify" : undefined);
  const overTcp = text("protocol")?.toUpperCase() === "TCP";
  const [ca, serverKey] = [text("ssl-ca"), text("server-public-key-path")];
  return {
    host: text("host"),
    port: port === undefined ? undefined : Number(port),
    user: text("user"),
    // An empty password counts as given.
    password: values.get("password"),
    socket: overTcp ? undefined : text("socket"),
    database: text("database"),
    ...(mode || ca || serverKey ? { tls: { mode, ca, serverKey } } : {}),
  };
}
