/** A known failure of a migration: how it is recognised, what it means, what to do. Text only; nothing here is looked up. */
export interface Trouble {
  /** Stable, and the anchor on docs/troubleshooting.md. */
  id: string;
  title: string;
  /**
   * Recognised by one of these in a vendor's or a server's own words. Absent: no service says so in words, and the page tells what a person
   * sees instead.
   */
  signs?: readonly RegExp[];
  /** Words that services really say, or what a person sees where there are none; shown on the page. */
  seen: readonly string[];
  /** A sentence without its full stop. */
  means: string;
  /** One instruction, or several in order. */
  todo: readonly string[];
  /** Where this is known from, as words or an address. */
  sources: readonly string[];
}

/** The vendors' and the servers' documents that several entries cite. */
export const SOURCES = {
  server: "MySQL error message reference: https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html",
  drsFull: "Huawei DRS, full migration failures: https://support.huaweicloud.com/trouble-drs/drs_13_0018.html",
  drsCheck: "Huawei DRS, solutions to failed check items (Open Telekom Cloud's copy of the manual)",
  alibabaCodes: "Alibaba DTS, error codes DTS-xxxx (AlibabaCloudDocs/dts)",
  drsFaq: "Huawei DRS, FAQ on MySQL migrations",
  tencentGuide: "Tencent DTS, guide for migrating Alibaba RDS for MySQL to TencentDB",
  drsNetwork: "Huawei DRS, FAQ on networks: source databases on an ECS",
} as const;
