import type { Service } from "../core/task";

/** The versions between which a service replicates, with the source and the date it was read. */
export interface Supported {
  service: Service;
  engines: readonly string[];
  /** Major versions of MySQL that the service reads from. */
  from: readonly string[];
  /** Major versions that it writes to. */
  to: readonly string[];
  source: string;
  date: string;
}

/** The support matrix for MySQL. A service that is missing here is not judged. */
export const SUPPORTED: readonly Supported[] = [
  {
    service: "drs",
    engines: ["mysql", "mysql-to-mysql", "gaussdbv5", "cloudDataGuard-mysql"],
    from: ["5.5", "5.6", "5.7", "8.0"],
    to: ["5.6", "5.7", "8.0"],
    source: "Huawei DRS, from MySQL to MySQL",
    date: "2026-11-21",
  },
  {
    service: "tencent-dts",
    engines: ["mysql", "mariadb", "percona", "cynosdbmysql", "tdsqlmysql"],
    from: ["5.5", "5.6", "5.7", "8.0"],
    to: ["5.5", "5.6", "5.7", "8.0"],
    source: "Tencent DTS, from MySQL to TencentDB for MySQL",
    date: "2026-11-21",
  },
  {
    service: "alibaba-dts",
    engines: ["mysql", "polardb", "polardbx20"],
    from: ["5.1", "5.5", "5.6", "5.7", "8.0"],
    to: ["5.5", "5.6", "5.7", "8.0"],
    source: "Alibaba DTS, from MySQL",
    date: "2026-11-21",
  },
];

/** The series of a version: `8.0.36` and `MySQL 8.0` are 8.0, `8.4` is 8.4; undefined when there is none. */
export function majorOf(version: string): string | undefined {
  const match = /(\d+)\.(\d+)/.exec(version);
  return match ? `${match[1]}.${match[2]}` : undefined;
}
