import { defineRule } from "../core/rule";
import { violation } from "./findings";

/** NET-10: a public endpoint outlives the cutover. */
export const net10 = defineRule<"endpoint">({
  id: "NET-10",
  title: "A public endpoint is kept after the cutover",
  severity: "high",
  why: "The public address was made for the copy. After the cutover nobody uses it, nobody watches it, and it still answers.",
  remedy: "Close it in phase done.",
  tags: ["network", "public-endpoint", "phase"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: '// pulumi config set phase done\nnew alicloud.rds.Connection("public", { instanceId })',
    passes: "// pulumi config set phase done\n// no endpoint is declared",
  },
  facet: "endpoint",
  judge(endpoint, context) {
    if (context.phase !== "done") return [];
    return [
      violation({
        property: endpoint.property,
        seen: `${endpoint.what} is declared in phase done`,
        needed: "no public endpoint after the cutover",
        fix: endpoint.close,
        change: { before: endpoint.what, after: "" },
      }),
    ];
  },
});
