/** Forms of database ids, used to explain an id that the cloud does not know. */
const FORMS: readonly (readonly [form: RegExp, what: string])[] = [
  [/^rm-[a-z0-9]+$/, "an Alibaba RDS for MySQL instance"],
  [/^rr-[a-z0-9]+$/, "a read-only instance of Alibaba RDS for MySQL"],
  [/^(pgm|pgr)-[a-z0-9]+$/, "an Alibaba RDS for PostgreSQL instance"],
  [/^(sqlserver|mssql)-[a-z0-9]+$|^sub-[a-z0-9]+$/, "an Alibaba RDS for SQL Server instance"],
  [/^pc-[a-z0-9]+$/, "an Alibaba PolarDB cluster"],
  [/^i-[a-z0-9]+$/, "an Alibaba ECS instance"],
  [/^cdb-[a-z0-9]+$/, "a TencentDB for MySQL instance"],
  [/^cdbro-[a-z0-9]+$/, "a read-only instance of TencentDB for MySQL"],
  [/^cynosdbmysql-[a-z0-9]+$/, "a TDSQL-C cluster of Tencent Cloud"],
  [/^ins-[a-z0-9]+$/, "a Tencent CVM instance"],
  [/^[0-9a-f]{32}in01$/, "a Huawei RDS for MySQL instance"],
  [/^[0-9a-f]{32}in03$/, "a Huawei RDS for PostgreSQL instance"],
  [/^[0-9a-f]{32}in04$/, "a Huawei RDS for SQL Server instance"],
  [/^[0-9a-f]{32}in07$/, "a Huawei TaurusDB instance"],
];

/** What kind of id this looks like; undefined when it matches no known form. */
export function looksLike(instanceId: string): string | undefined {
  return FORMS.find(([form]) => form.test(instanceId))?.[1];
}

/** ", which looks like …", if that differs from `wanted`. */
export function otherThan(wanted: string, instanceId: string): string {
  const what = looksLike(instanceId);
  return what && what !== wanted ? ` (this looks like the id of ${what})` : "";
}
