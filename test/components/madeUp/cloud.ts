import { z } from "zod";

/** A cloud that does not exist. */
export const nimbus = {
  title: "Nimbus",
  regions: ["nowhere-1", "nowhere-2"],
  domains: [{ suffix: "nimbus.example", source: "https://nimbus.example/" }],
  settings: z.strictObject({}),
};
