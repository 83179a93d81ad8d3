import { ConnectProblem, type ConnectReason, type RawError } from "./problem";

type Explanation = readonly [reason: ConnectReason, cause: string, fix: string];

/** The driver's error for a packet that ends too early, by Node's buffer error codes. */
const UNREADABLE: Explanation = [
  "notMysql",
  "the server's answer could not be read",
  "check host and port, and anything between this machine and the server",
];

/** Errors of Node's sockets. */
const BY_CODE: Record<string, Explanation> = {
  ENOTFOUND: [
    "dns",
    "the host name does not exist",
    "check the name, or use the public name if this machine is outside the VPC",
  ],
  EAI_AGAIN: ["dns", "the host name could not be looked up", "check the name and this machine's DNS"],
  ECONNREFUSED: [
    "refused",
    "nothing is listening there (connection refused)",
    "check host, port, bind-address and that the server is running",
  ],
  EHOSTUNREACH: ["unreachable", "no route to the host", "check the route, the VPN or peering and the firewall"],
  ENETUNREACH: ["unreachable", "no route to the network", "check the route, the VPN or peering and the firewall"],
  ETIMEDOUT: [
    "timeout",
    "no answer within the time limit",
    "add this caller's address to the allowlist or security group of the server, and check route and firewall",
  ],
  ECONNRESET: [
    "dropped",
    "the connection was interrupted",
    "check the allowlist, a proxy in between and the server's error log",
  ],
  EPIPE: [
    "dropped",
    "the connection was interrupted",
    "check the allowlist, a proxy in between and the server's error log",
  ],
  PROTOCOL_CONNECTION_LOST: [
    "dropped",
    "the server closed the connection unexpectedly",
    "check the server's error log, wait_timeout, and a proxy in between",
  ],
  PROTOCOL_SEQUENCE_TIMEOUT: [
    "hang",
    "the server did not answer a statement within the time limit",
    "check SHOW PROCESSLIST there, or allow more time",
  ],
  HANDSHAKE_NO_SSL_SUPPORT: [
    "tlsUnavailable",
    "TLS is required and the server does not offer it",
    "give the server a certificate (on a managed one: enable SSL in the console); only over a private path, set tls to off",
  ],
  AUTH_SWITCH_PLUGIN_ERROR: [
    "password",
    "the server requires an authentication plugin that failed or is not supported",
    "give the account mysql_native_password or caching_sha2_password",
  ],
  ENOENT: [
    "refused",
    "the socket does not exist",
    "check the path (SELECT @@socket shows it) and that the server is running",
  ],
  EACCES: ["refused", "this user is not allowed to open the socket", "get access to the socket and its folders"],
  PROTOCOL_UNEXPECTED_PACKET: [
    "notMysql",
    "the server sent data that no statement had requested",
    "check host and port, and anything between this machine and the server",
  ],
  PACKET_UNREADABLE: UNREADABLE,
  ERR_OUT_OF_RANGE: UNREADABLE,
  ERR_BUFFER_OUT_OF_BOUNDS: UNREADABLE,
  HANDSHAKE_UNKNOWN_ERROR: [
    "notMysql",
    "the login got an invalid response",
    "check host and port, and anything between this machine and the server",
  ],
};

/** Error codes of the server. */
const BY_ERRNO: Record<number, Explanation> = {
  1040: ["tooManyConnections", "the server has no free connections", "raise max_connections or close idle sessions"],
  1043: [
    "notMysql",
    "the server did not understand the login (bad handshake)",
    "check that a MySQL server listens there and that no proxy alters the traffic",
  ],
  1044: ["privilege", "the account has no privilege on that database", "grant it, or name another database"],
  1049: [
    "database",
    "the database does not exist there",
    "check the name (case matters where lower_case_table_names is 0)",
  ],
  1129: [
    "hostBlocked",
    "the server blocks this caller after too many failed connections",
    "run FLUSH HOSTS there (from 8.0.23 on: TRUNCATE TABLE performance_schema.host_cache) and raise max_connect_errors",
  ],
  1130: [
    "hostDenied",
    "no account there is allowed to log in from this caller's address",
    "create the account for this caller's address",
  ],
  1203: [
    "tooManyConnections",
    "the account has no free connections",
    "raise max_user_connections or close its idle sessions",
  ],
  1226: ["tooManyConnections", "the account has used up one of its limits", "raise the account's limits"],
  1251: [
    "password",
    "the account uses an authentication method that this client does not support",
    "give the account mysql_native_password or caching_sha2_password",
  ],
  3118: ["password", "the account is locked", "ALTER USER ... ACCOUNT UNLOCK"],
  1820: ["password", "the password has expired and must be changed first", "set a new password for the account"],
  1862: ["password", "the password has expired", "set a new password for the account"],
  3159: [
    "tlsRequired",
    "the server refuses connections without TLS (require_secure_transport)",
    "set tls to required or verify",
  ],
};

const CERTIFICATE =
  /certificate (signature|chain|is not|revoked|rejected)|invalid CA|too weak|self[- ]signed|unable to verify|unable to get (local )?issuer|certificate has expired|CERT_|altname|does not match certificate|not yet valid|unable to get certificate|certificate purpose/i;
const TLS_VERSION =
  /unsupported protocol|wrong version number|protocol version|no protocols available|handshake failure|dh key too small|ee key too small|legacy/i;

/** Turns any error thrown while connecting into one sentence with a fix, without SQL or passwords. */
export function classify(raw: unknown, address: string, user?: string): ConnectProblem {
  if (raw instanceof ConnectProblem) return raw;
  const error = (raw ?? {}) as RawError & { errors?: RawError[] };
  // Node tries every address of a host name and throws one combined error.
  if (error.errors?.length && !BY_CODE[error.code ?? ""]) return classify(error.errors[0], address, user);
  if (error.code === "HANDSHAKE_SSL_ERROR") return tls(error.message ?? "", address);
  const errno = typeof error.errno === "number" && error.errno > 0 ? error.errno : 0;
  if (errno === 1045 || errno === 1698) return denied(error, address, user);
  const known = BY_ERRNO[errno] ?? BY_CODE[error.code ?? ""];
  if (known) {
    const quoted = BY_ERRNO[errno] && error.sqlMessage ? ` ("${error.sqlMessage}")` : "";
    return new ConnectProblem(known[0], address, known[1] + quoted, known[2]);
  }
  const message = error.sqlMessage ?? error.message ?? "unknown error";
  if (CERTIFICATE.test(`${error.code} ${message}`) || TLS_VERSION.test(message)) return tls(message, address);
  return new ConnectProblem(
    "other",
    address,
    `${message} (${error.code ?? error.errno ?? "no code"})`,
    "see the server's error log",
  );
}

function tls(message: string, address: string): ConnectProblem {
  const detail = message
    .replace(/^.*?error:[^:]*:[^:]*:[^:]*:/, "")
    .replace(/:\.\..*$/s, "")
    .trim();
  if (CERTIFICATE.test(message)) {
    return new ConnectProblem(
      "certificate",
      address,
      `the server's certificate was refused (${detail})`,
      "give the authority that signed it as ca; if its name does not match the host, correct the host name or the certificate, or give the " +
        "name that the server's operator publishes as serverName",
    );
  }
  return new ConnectProblem(
    "tlsVersion",
    address,
    `the TLS handshake failed (${detail})`,
    "the server may support only TLS 1.0 (MySQL before 5.6.46 and 5.7.28): upgrade it, or use a private path and set tls to off; or " +
      "something on the path interferes with it",
  );
}

function denied(error: RawError, address: string, user: string | undefined): ConnectProblem {
  const message = error.sqlMessage ?? error.message ?? "";
  const as = /'([^']*)'@'([^']*)'/.exec(message);
  const who = as ? `'${as[1]}'@'${as[2]}'` : `'${user ?? ""}'`;
  const how = /using password: NO/i.test(message)
    ? "no password was given"
    : "wrong password, or no such account for this caller's address";
  return new ConnectProblem(
    "password",
    address,
    `access denied for ${who}: ${how}`,
    "check user and password, the host part of the account, and whether the account requires TLS",
  );
}
