import { rowsOf, withAdmin } from "../../mysql/connect";
import type { TencentcloudWorld } from "../facts";
import type { Action } from "../service";
import { instanceOf } from "./instances";

/** Parameters that need a restart; the vendor says that the others do not. */
const REBOOT = new Set(["character_set_server", "lower_case_table_names", "explicit_defaults_for_timestamp"]);

/** The real server's variables, as parameters of the instance. */
export function describeInstanceParams(world: TencentcloudWorld): Action {
  return async ({ parameters, region }) => {
    const { mysql } = instanceOf(world, region, parameters.InstanceId);
    const rows = await withAdmin(mysql, (admin) =>
      rowsOf<{ Variable_name: string; Value: string }>(admin, "SHOW GLOBAL VARIABLES"),
    );
    const Items = rows.map(({ Variable_name: Name, Value }) => ({
      Name,
      ParamType: "string",
      Default: Value,
      CurrentValue: Value,
      Description: "",
      EnumValue: [],
      NeedReboot: REBOOT.has(Name) ? 1 : 0,
      Max: 0,
      Min: 0,
      MaxFunc: "",
      MinFunc: "",
      IsNotSupportEdit: false,
    }));
    return { TotalCount: Items.length, Items };
  };
}

/** The defaults of a new instance: daily, kept for seven days. */
export function describeBackupConfig(world: TencentcloudWorld): Action {
  return ({ parameters, region }) => {
    instanceOf(world, region, parameters.InstanceId);
    const daily = "02:00-06:00";
    return {
      StartTimeMin: 2,
      StartTimeMax: 6,
      BackupExpireDays: 7,
      BackupMethod: "physical",
      BinlogExpireDays: 7,
      BackupTimeWindow: {
        Monday: daily,
        Tuesday: daily,
        Wednesday: daily,
        Thursday: daily,
        Friday: daily,
        Saturday: daily,
        Sunday: daily,
        BackupPeriodStrategy: "weekly",
        Days: [],
        BackupPeriodTime: "",
      },
      EnableBackupPeriodSave: "off",
      BackupPeriodSaveDays: 1080,
      BackupPeriodSaveInterval: "monthly",
      BackupPeriodSaveCount: 1,
      StartBackupPeriodSaveDate: "",
      EnableBackupArchive: "off",
      BackupArchiveDays: 0,
      EnableBinlogArchive: "off",
      BinlogArchiveDays: 0,
      EnableBackupStandby: "off",
      BackupStandbyDays: 0,
      EnableBinlogStandby: "off",
      BinlogStandbyDays: 0,
    };
  };
}

export function describeDBInstanceConfig(world: TencentcloudWorld): Action {
  return ({ parameters, region }) => {
    const { protectMode } = instanceOf(world, region, parameters.InstanceId);
    const replication = ["async", "semisync", "semisync"][protectMode]!;
    return {
      ProtectMode: protectMode,
      DeployMode: 0,
      Zone: `${region}-3`,
      Switched: false,
      SlaveConfig: { ReplicationMode: replication, Zone: `${region}-3` },
      BackupConfig: null,
      FourthConfig: null,
    };
  };
}
