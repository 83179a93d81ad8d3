import type { EngineRegions } from "../facts";

/**
 * The regions of the vendor's SDK, without cn-south-4: the page of endpoints has it for another version of the API than
 * the one that is called here.
 */
export const regions: EngineRegions = {
  listed: [
    "cn-north-1",
    "cn-north-2",
    "cn-north-4",
    "cn-north-9",
    "cn-east-2",
    "cn-east-3",
    "cn-south-1",
    "cn-south-2",
    "cn-southwest-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "la-north-2",
    "la-south-2",
    "na-mexico-1",
    "sa-brazil-1",
    "af-south-1",
    "tr-west-1",
    "eu-west-101",
  ],
  source: "Huawei DRS, endpoints (API reference) and DrsRegion of the vendor's SDK",
  date: "2026-11-30",
};
