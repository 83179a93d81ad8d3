/** The resources of the dbferry provider, for Pulumi programs. */
export { AllowlistEntry, type AllowlistEntryArgs } from "./allowlistEntry";
export { Cutover, type CutoverArgs, type TableRecord } from "./cutover";
export { MigrationRecord, type MigrationRecordArgs } from "./migrationRecord";
export { MysqlAccount, type MysqlAccountArgs } from "./mysqlAccount";
export { type ExemptionArgs, Preflight, type PreflightArgs } from "./preflight";
export { type AlicloudConfigArgs, type HuaweicloudConfigArgs, Provider, type ProviderArgs } from "./provider";
export { ReplicationTask, type ReplicationTaskArgs } from "./replicationTask";
export type { ConnectArgs, EndpointArgs, LoginArgs, VerdictOutput, WhenLive } from "./shared";
export { TaskRun, type TaskRunArgs } from "./taskRun";
