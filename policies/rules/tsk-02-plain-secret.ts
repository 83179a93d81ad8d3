import { Code } from "../core/fix/edit";
import { defineRule } from "../core/rule";
import { violation } from "./findings";

const SECRET = new Code("pulumi.secret(/* the current value */)", "a secret");

/** TSK-02: a password or key would be kept in plain text. */
export const tsk02 = defineRule<"secret">({
  id: "TSK-02",
  title: "A password or key is kept in plain text",
  severity: "critical",
  why: "The providers do not mark these inputs as sensitive, so a plain value is readable in the state file, in every preview and in the logs of the pipeline.",
  remedy: "Take it from `pulumi config set --secret`, from a secret output, or wrap it in pulumi.secret().",
  tags: ["secret", "task"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'sourceEndpointPassword: "correct horse"',
    passes: 'sourceEndpointPassword: config.requireSecret("sourcePassword")',
  },
  facet: "secret",
  judge(slot) {
    if (slot.secret === true) return [];
    const needed = "a secret value";
    const fix = `wrap it: ${slot.property.split(".").at(-1)}: pulumi.secret(...)`;
    if (slot.secret === undefined || slot.unknown) {
      const seen = slot.unknown
        ? `a ${slot.what} that is known only during the update`
        : `a ${slot.what} that this run cannot tell to be secret or plain`;
      return [{ verdict: "undetermined", property: slot.property, seen, needed, fix }];
    }
    return [
      violation({
        property: slot.property,
        seen: `a ${slot.what} in plain text`,
        needed,
        fix,
        edits: [{ at: slot.property, to: SECRET, secret: true }],
      }),
    ];
  },
});
