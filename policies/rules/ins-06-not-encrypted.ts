import { defineRule } from "../core/rule";
import { judgeSafeguard } from "./safeguards";

/** INS-06: data files and backups are not encrypted at rest. */
export const ins06 = defineRule<"safeguard">({
  id: "INS-06",
  title: "Data is not encrypted at rest",
  severity: "medium",
  why: "A migration doubles the places where the data lies, and its files and backups outlive it. Encrypted ones are worth nothing without the key. Where the source encrypts and the target does not, the migration has weakened what was promised.",
  remedy:
    "Encrypt the target before the load: transparent data encryption or an encrypted disk. No vendor turns it off again, and some encrypt a disk only when it is made.",
  tags: ["instance", "encryption"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new alicloud.rds.Instance("target", { engine: "MySQL", engineVersion: "8.0", ... })',
    passes: 'new alicloud.rds.Instance("target", { engine: "MySQL", engineVersion: "8.0", ..., tdeStatus: "Enabled" })',
  },
  facet: "safeguard",
  judge: (safeguard) => judgeSafeguard(safeguard, { topic: "encryption", needed: "data that is encrypted at rest" }),
});
