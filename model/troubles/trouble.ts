/** A known failure of a migration: how it is recognised, what it means, what to do. Text only; nothing here is looked up. */
export interface Trouble {
  /** Stable, and the anchor on docs/troubleshooting.md. */
  id: string;
  title: string;
  /**
   * Patterns in a vendor's or server's message. Absent: no message identifies it, and the page describes the symptoms
   * instead.
   */
  signs?: readonly RegExp[];
  /** Messages that services really give or, without one, the symptoms; shown on the page. */
  seen: readonly string[];
  /** A sentence without its full stop. */
  means: string;
  /** One instruction, or several in order. */
  todo: readonly string[];
  /** Source, as text or a URL. */
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
