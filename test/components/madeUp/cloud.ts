import { z } from "zod";
import { url } from "../../../model/clouds/facts";

/** A fictitious cloud. */
export const nimbus = {
  title: "Nimbus",
  regions: ["nowhere-1", "nowhere-2"],
  domains: [{ suffix: "nimbus.example", source: "https://nimbus.example/" }],
  settings: z.strictObject({ endpoints: z.strictObject({ api: url }).optional() }),
};
