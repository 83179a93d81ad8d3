import { z } from "zod";
import { named } from "../../named";

export const nodeType = named(
  "NodeType",
  "A size of a replication instance.",
  z.enum(["micro", "small", "medium", "high", "xlarge", "2xlarge"]),
);
