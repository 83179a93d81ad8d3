import { defineRule } from "../core/rule";
import { judgeSafeguard } from "./safeguards";

/** INS-06: data files and backups are not encrypted at rest. */
export const ins06 = defineRule<"safeguard">({
  id: "INS-06",
  title: "Data is not encrypted at rest",
  severity: "medium",
  why: "A migration doubles the places where the data is stored, and its files and backups outlive it. Encrypted, they are worthless without the key. If the source encrypts and the target does not, the migration breaks a promise.",
  remedy:
    "Encrypt the target before the load: transparent data encryption or an encrypted disk. No vendor can turn it off again, and some encrypt a disk only at creation.",
  tags: ["instance", "encryption"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new alicloud.rds.Instance("target", { engine: "MySQL", engineVersion: "8.0", ... })',
    passes: 'new alicloud.rds.Instance("target", { engine: "MySQL", engineVersion: "8.0", ..., tdeStatus: "Enabled" })',
  },
  facet: "safeguard",
  judge: (safeguard) => judgeSafeguard(safeguard, { topic: "encryption", needed: "data encrypted at rest" }),
});
