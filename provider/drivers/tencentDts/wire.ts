/** Bodies of the DTS calls, as far as this driver reads and writes them. Names are the vendor's. */

/** `AccessType` of an instance of the cloud, of a source on the internet, and of one behind a VPN gateway of the customer's. */
export const INSIDE_ACCESS = "cdb";
export const PUBLIC_ACCESS = "extranet";
export const VPN_ACCESS = "vpncloud";

export interface WireTag {
  TagKey?: string;
  TagValue?: string;
}

export interface WireInfo {
  Host?: string;
  Port?: number;
  User?: string;
  Password?: string;
  InstanceId?: string;
  UniqVpnGwId?: string;
  VpcId?: string;
  SubnetId?: string;
  EncryptConn?: "Encrypted" | "UnEncrypted";
}

export interface WireEndpoint {
  Region?: string;
  AccessType?: string;
  DatabaseType?: string;
  NodeType?: string;
  Supplier?: string;
  Info?: WireInfo[] | null;
}

export interface WireTip {
  Message?: string;
  Solution?: string;
  HelpDoc?: string;
}

export interface WireStep {
  StepNo?: number;
  StepName?: string;
  StepId?: string;
  /** success or finished, failed, running, notStarted */
  Status?: string;
  StepMessage?: string;
  Percent?: number;
  Errors?: WireTip[] | null;
}

export interface WireObjects {
  /** all, partial */
  ObjectMode?: string;
  Databases?: WireDatabase[] | null;
}

export interface WireDatabase {
  DbName?: string;
  NewDbName?: string | null;
  /** all, partial */
  DBMode?: string | null;
  TableMode?: string | null;
  Tables?: { TableName?: string; NewTableName?: string | null }[] | null;
}

/** A task, in the list and by itself. */
export interface WireJob {
  JobId: string;
  JobName?: string;
  Status?: string;
  BriefMsg?: string | null;
  RunMode?: string;
  StartTime?: string | null;
  StepInfo?: {
    StepAll?: number;
    StepNow?: number;
    SecondsBehindMaster?: number;
    MasterSlaveDistance?: number;
    StepInfo?: WireStep[] | null;
  } | null;
  SrcInfo?: WireEndpoint | null;
  DstInfo?: WireEndpoint | null;
  CheckStepInfo?: { StartAt?: string | null } | null;
  MigrateOption?: { MigrateType?: string; DatabaseTable?: WireObjects | null } | null;
  TradeInfo?: { TradeStatus?: string } | null;
  Tags?: WireTag[] | null;
  ErrorInfo?: { Code?: string; Solution?: string; ErrorLog?: string }[] | null;
}

export interface WireCheckItem {
  CheckItemName?: string;
  Description?: string;
  CheckResult?: string;
  FailureReason?: string;
  Solution?: string;
  ErrorLog?: string[] | null;
  HelpDoc?: string[] | null;
}

export interface WireCheckStep {
  StepId?: string;
  StepName?: string;
  StepStatus?: string;
  StepMessage?: string;
  /** Somebody skipped one of its items in the console. */
  HasSkipped?: boolean;
  DetailCheckItems?: WireCheckItem[] | null;
}

export interface WireCheck {
  /** notStarted, running, failed, success */
  Status?: string;
  BriefMsg?: string;
  /** checkPass, checkNotPass */
  CheckFlag?: string;
  StepInfo?: WireCheckStep[] | null;
}

export interface WireComparison {
  CompareTaskId: string;
  TaskName?: string;
  Status?: string;
  Message?: string | null;
  CompareProcess?: { Percent?: number } | null;
  CreatedAt?: string | null;
  FinishedAt?: string | null;
}

export interface WireSkipped {
  Db?: string;
  Table?: string;
  Reason?: string;
}

export interface WireComparisonReport {
  Abstract?: {
    /** same, different, skipAll */
    Conclusion?: string;
    /** success, failed */
    Status?: string;
    TotalTables?: number;
    CheckedTables?: number;
    DifferentTables?: number;
    SkippedTables?: number;
  };
  Detail?: {
    Difference?: { TotalCount?: number; Items?: { Db?: string; Table?: string }[] | null } | null;
    Skipped?: { TotalCount?: number; Items?: WireSkipped[] | null } | null;
  };
}
