/** The range from which Alibaba DTS connects inside a VPC; each region uses part of it. */
export const DTS_RANGE = "100.104.0.0/16";
