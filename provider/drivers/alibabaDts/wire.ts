/** Responses of the DTS calls, as far as this driver reads them. Names are the vendor's. */

export interface Answer {
  Success?: boolean | string;
  ErrCode?: string;
  ErrMessage?: string;
  DynamicMessage?: string;
}

export interface WirePhase {
  Status?: string;
  Percent?: string;
  Progress?: string;
  ErrorMessage?: string;
}

export interface WireEnd {
  InstanceType?: string;
  InstanceID?: string;
  Region?: string;
  /** Address or name, of a server that is no instance. */
  Ip?: string;
  Port?: string;
}

/** One row of the list of tasks. */
export interface WireJob {
  DtsJobId?: string;
  DtsInstanceID?: string;
  DtsJobName?: string;
  Status?: string;
  /** Empty until the task is bought. */
  PayType?: string;
  ErrorMessage?: string;
  /** JSON of the selected objects; only if requested. */
  DbObject?: string;
  /** Milliseconds for a migration. */
  Delay?: number;
  MigrationMode?: { DataSynchronization?: boolean; FullDataCheck?: boolean };
  FullDataCheckStatus?: WirePhase;
  StructureInitializationStatus?: WirePhase;
  DataInitializationStatus?: WirePhase;
  DataSynchronizationStatus?: WirePhase;
  SourceEndpoint?: WireEnd;
  DestinationEndpoint?: WireEnd;
  TagList?: { TagKey?: string; TagValue?: string }[];
}

export interface WireItem {
  Id?: string;
  OrderNum?: number;
  BootTime?: string;
  Item?: string;
  Names?: string;
  State?: string;
  ErrMsg?: string;
  ErrDetail?: string;
  RepairMethod?: string;
  Skip?: boolean;
}

/** A precheck of one part of a task. */
export interface WirePart {
  JobId?: string;
  JobName?: string;
  State?: string;
  ErrorItem?: number;
  JobProgress?: WireItem[] | null;
}

export interface WireCheck extends Answer {
  SubDistributedJobStatus?: WirePart[] | null;
  FullNetCheckJobStatus?: WirePart[] | null;
  JobId?: string;
  State?: string;
  TotalRecordCount?: number;
  JobProgress?: WireItem[];
}

/** What a data verification found in a table. */
export interface WireCheckedTable {
  SourceDbName?: string;
  SourceTbName?: string;
  Status?: string;
  ErrorCode?: number;
  DiffCount?: number;
  TotalCount?: number;
  FinishCount?: number;
  /** When it was verified. */
  BootTime?: string;
}
