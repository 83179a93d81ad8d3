import { type Action, instanceOf } from "../action";
import { errors } from "../errors";

/** The default policy of an instance; the sandbox has no action that changes it. */
export const describeBackupPolicy: Action = {
  parameters: { DBInstanceId: "!", BackupPolicyMode: "-", CompressType: "-", ReleasedKeepPolicy: "-" },
  run(parameters, rds) {
    instanceOf(parameters, rds);
    return {
      BackupRetentionPeriod: 7,
      PreferredBackupTime: "02:00Z-03:00Z",
      PreferredBackupPeriod: "Tuesday,Thursday,Saturday",
      BackupMethod: "Physical",
      BackupInterval: "-1",
      BackupLog: "Enable",
      EnableBackupLog: "1",
      LocalLogRetentionHours: 18,
      LocalLogRetentionSpace: "30",
      LogBackupRetentionPeriod: 7,
      LogBackupFrequency: "LogInterval",
      HighSpaceUsageProtection: "Enable",
      CompressType: "1",
      SupportReleasedKeep: 1,
    };
  },
};

/** Backup jobs that are waiting or running. Tests add them to the instance: the sandbox makes no backups. */
export const describeBackupTasks: Action = {
  parameters: { DBInstanceId: "!", BackupJobId: "?", BackupJobStatus: "?", BackupMode: "?", Flag: "-" },
  run(parameters, rds) {
    const { backupJobs = [] } = instanceOf(parameters, rds);
    const [id, status, mode] = ["BackupJobId", "BackupJobStatus", "BackupMode"].map((name) => parameters.get(name));
    if (status !== undefined && !STATUSES.includes(status)) throw errors.invalid("BackupJobStatus");
    if (mode !== undefined && !MODES.includes(mode)) throw errors.invalid("BackupMode");
    const asked = backupJobs.filter(
      (job) =>
        (id === undefined || job.id === id) &&
        (status === undefined || (status === "NoStart") === (job.status === "NoStart")) &&
        (mode === undefined || job.mode === mode),
    );
    const shown = asked.map((job) => ({
      BackupJobId: job.id,
      BackupProgressStatus: job.status,
      JobMode: job.mode,
      Process: String(job.percent),
      TaskAction: job.mode === "Manual" ? "TempBackupTask" : "NormalBackupTask",
    }));
    return { Items: { BackupJob: shown } };
  },
};

const STATUSES = ["NoStart", "Progressing"];
const MODES = ["Automated", "Manual"];
