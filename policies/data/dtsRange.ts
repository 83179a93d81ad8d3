/** The range from which Alibaba DTS calls inside a VPC; each region uses a part of it. */
export const DTS_RANGE = "100.104.0.0/16";
