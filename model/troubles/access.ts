import { SOURCES, type Trouble } from "./trouble";

/** The task cannot reach a server, or lacks a permission there. */
export const ACCESS: readonly Trouble[] = [
  {
    id: "host-blocked",
    title: "The server has blocked the task's address",
    signs: [/\bis blocked because of many connection errors/i, /\bDTS-71016\b/],
    seen: ["Host '203.0.113.10' is blocked because of many connection errors; unblock with 'mysqladmin flush-hosts'"],
    means:
      "the server counted max_connect_errors interrupted connections from the task's address and now refuses every further one",
    todo: [
      "run FLUSH HOSTS on that server (MySQL 8.0.23 and later: TRUNCATE TABLE performance_schema.host_cache), and raise max_connect_errors",
      "find out what interrupted the connections, usually an allowlist or a firewall that was opened late; then test the connection again",
    ],
    sources: [SOURCES.server, SOURCES.alibabaCodes],
  },
  {
    id: "host-guard",
    title: "HOSTGUARD on the source's host drops the task",
    signs: [/\bIN_HIDS_MYSQLD_DENY_DROP\b/],
    seen: ["Chain IN_HIDS_MYSQLD_DENY_DROP (1 references)"],
    means:
      "a MySQL server on an ECS instance does not answer the task, although security group and allowlist admit it: the host's security agent has put the " +
      "task's address on its blacklist after repeated failed connections",
    todo: [
      "run `iptables-save > rules.txt` on the host: dbferry doctor --rules rules.txt --address <the task's address> names the rules and the deletions",
      "or list the rules: iptables --list; look for a DENY chain that contains the task's address",
      "list them with their numbers: iptables -L IN_HIDS_MYSQLD_DENY_DROP --line-numbers",
      "delete them from last to first, because the remaining rules are renumbered: iptables -D IN_HIDS_MYSQLD_DENY_DROP <number>",
      "test the connection again",
    ],
    sources: [SOURCES.drsNetwork],
  },
  {
    id: "no-route",
    title: "The server does not answer the task",
    signs: [
      /\bCommunications link failure\b/i,
      /\bCan't connect to MySQL server on\b/i,
      /\bDTS-(2003|2005|2006|60001)\b/,
      /\bLost connection to MySQL server\b/i,
    ],
    seen: [
      "Communications link failure The last packet sent successfully to the server was 0 milliseconds ago",
      "Can't connect to MySQL server on '198.51.100.20:3306' (110)",
      "Lost connection to MySQL server during query",
      "DTS-2003 Connect db failure, unknow db url 198.51.100.20:3306, please vaild url",
    ],
    means:
      "packets between the task and the server are dropped, or the server closed the connection while the task was reading",
    todo: [
      "admit the task's own address: allowlist, security group, host firewall; its address may change after a failover",
      "check port, host name and route, and that the networks of both sides and of the service do not overlap",
      "if it happened during the load: raise net_read_timeout, net_write_timeout and wait_timeout on that server",
    ],
    sources: [SOURCES.server, SOURCES.drsFull, SOURCES.alibabaCodes],
  },
  {
    id: "login-refused",
    title: "The user or the password is refused",
    signs: [/\bAccess denied for user '[^']*'@'[^']*' \(using password: (YES|NO)\)/i],
    seen: ["Access denied for user 'df_shop'@'203.0.113.10' (using password: YES)"],
    means: "no account of that name exists for the address in the message, or it has a different password",
    todo: [
      "compare the address in the message with the account's host: SELECT user, host FROM mysql.user",
      "if the password was changed on the server: dbferry rotate, with --source, --target or --account, gives the task the new one",
    ],
    sources: [SOURCES.server],
  },
  {
    id: "privilege-missing",
    title: "The task's account lacks a privilege",
    signs: [
      /\bcommand denied to user\b/i,
      /\bAccess denied for user '[^']*'@'[^']*' to database\b/i,
      /\bneed \(at least one of\) the (?!.*\b(SUPER|SET_USER_ID|SET_ANY_DEFINER|ALLOW_NONEXISTENT_DEFINER)\b)/i,
    ],
    seen: [
      "Access denied; you need (at least one of) the REPLICATION SLAVE privilege(s) for this operation",
      "SELECT command denied to user 'df_shop'@'203.0.113.10' for table 'orders'",
      "Access denied for user 'df_shop'@'%' to database 'shop'",
    ],
    means: "the account in the message lacks a privilege that the task needs",
    todo: [
      "grant the privilege in the message; `dbferry preflight` prints the exact GRANT for this engine and mode",
      "run the update again: the task continues, or its check is repeated",
    ],
    sources: [SOURCES.server, SOURCES.drsFull],
  },
  {
    id: "insecure-transport",
    title: "The server accepts only TLS connections",
    signs: [/\bConnections using insecure transport are prohibited\b/i],
    seen: ["Connections using insecure transport are prohibited while --require_secure_transport=ON."],
    means: "the server has require_secure_transport on, but the task connects without TLS",
    todo: [
      "let the task use TLS: remove task.plainSource, and set source.ca to the server's CA unless it is a public one",
    ],
    sources: [SOURCES.server],
  },
  {
    id: "too-many-connections",
    title: "The server has no free connection for the task",
    signs: [/\bToo many connections\b/i, /\bDTS-61015\b/, /\bhas exceeded the 'max_user_connections' resource\b/i],
    seen: [
      "Too many connections",
      "DTS-61015: Too many connections",
      "User 'df_shop' has exceeded the 'max_user_connections' resource (current value: 10)",
    ],
    means:
      "all of that server's max_connections are in use; a task needs up to 16 for a full load and up to 64 for incremental replication",
    todo: ["raise max_connections, or end idle sessions; then run the update again, and the task continues"],
    sources: [SOURCES.server, SOURCES.alibabaCodes],
  },
  {
    id: "backup-refused",
    title: "403 ServerUnreachable: the source's backup could not be started",
    signs: [/ServerUnreachable.*\b403\b/is, /发起备份任务失败/],
    seen: ["errMsg: 发起备份任务失败 SDK.ServerUnreachable Unable to connect server:HTTP Error 403: Forbidden"],
    means: "Alibaba refused the source backup with which the task begins; there are three possible causes",
    todo: [
      "1. the AccessKey is not allowed to start a backup of the instance: grant it rds:CreateBackup there, or use one that is",
      "2. another exclusive job is running on the instance (a backup, an upgrade): wait until it ends, then run the update again",
      "3. automatic backup interferes: switch it off during the migration, and on again afterwards",
      "if none of these applies: ask Alibaba why CreateBackup fails for this instance",
    ],
    sources: [SOURCES.tencentGuide, "Alibaba RDS, CreateBackup: https://help.aliyun.com/document_detail/26272.html"],
  },
  {
    id: "agency-token",
    title: "A scheduled start fails for a sub-account",
    signs: [/\bcan ?not get agency token\b/i],
    seen: ["can not get agency token"],
    means: "a scheduled start uses an agency of the account, which a sub-account is not allowed to use",
    todo: [
      "start at once (task.start: now), or create the task with the main account",
      "or give the sub-account's group Security Administrator, and create the task again",
    ],
    sources: [SOURCES.drsFaq],
  },
  {
    id: "vpn-no-traffic",
    title: "The tunnel is up, but no traffic gets through",
    seen: ["the VPN connection is shown as available, but the connection test times out"],
    means: "the networks of both sides overlap, or a route to the service's own range is missing",
    todo: [
      "compare the CIDRs of both networks and of the service (Alibaba DTS: 100.104.0.0/16); they must not overlap",
      "add the service's range to the tunnel's local and remote networks, and a route to it on both sides",
    ],
    sources: [SOURCES.drsFaq, "Alibaba DTS, routes over VPN gateways and dedicated lines"],
  },
];
