import { type Action, instanceOf } from "../action";

/** The default policy of an instance; the sandbox has no action that changes it. */
export const describeBackupPolicy: Action = {
  parameters: { DBInstanceId: "!", BackupPolicyMode: "?", CompressType: "-", ReleasedKeepPolicy: "-" },
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
