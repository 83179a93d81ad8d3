import type { Engine } from "./spec/engines";

/** Major versions of MySQL that a service documents, and where and when that was read. */
export interface EngineVersions {
  /** Supported source versions. */
  from: readonly string[];
  /** Supported target versions. */
  to: readonly string[];
  source: string;
  date: string;
}

/** What each engine documents, for both the checks and the policies. */
export const ENGINE_VERSIONS: Readonly<Record<Engine, EngineVersions>> = {
  drs: {
    from: ["5.5", "5.6", "5.7", "8.0"],
    to: ["5.6", "5.7", "8.0"],
    source: "Huawei DRS, From MySQL to MySQL",
    date: "2026-11-21",
  },
  "tencent-dts": {
    from: ["5.5", "5.6", "5.7", "8.0"],
    to: ["5.5", "5.6", "5.7", "8.0"],
    source: "Tencent DTS 571/42645, from MySQL to TencentDB for MySQL",
    date: "2026-11-21",
  },
  "alibaba-dts": {
    from: ["5.1", "5.5", "5.6", "5.7", "8.0"],
    to: ["5.5", "5.6", "5.7", "8.0"],
    source: "Alibaba DTS, from MySQL",
    date: "2026-11-21",
  },
};
