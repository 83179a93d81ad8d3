import { defineRule } from "../core/rule";
import { violation } from "./findings";

/** OPS-01: the teardown would leave a resource behind. */
export const ops01 = defineRule<"retained">({
  id: "OPS-01",
  title: "The teardown leaves something behind",
  severity: "medium",
  why: "An account, a key or a helper schema that no teardown removes outlives the migration. Tencent DTS keeps its schema __tencentdb__ on the source on purpose.",
  remedy:
    "Remove the protection from temporary resources; list in the pack's `teardown` whatever is removed by hand or by SQL.",
  tags: ["teardown"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new huaweicloud.VpcEip("task", { ..., tags: { "migrate-id": "shop", ... } }, { protect: true })',
    passes: 'new huaweicloud.VpcEip("task", { ..., tags: { "migrate-id": "shop", ... } })',
  },
  facet: "retained",
  judge(retained, context) {
    const needed = "a teardown that removes everything temporary";
    if (retained.kept === "helper schema") {
      if (context.settings.teardown.includes("__tencentdb__")) return [];
      return [
        violation({
          property: retained.property,
          seen: `${retained.what} remains after ${retained.belongsTo}`,
          needed,
          fix: 'drop it after the cutover and add "__tencentdb__" to the pack\'s teardown list',
          told: "what removes it is outside the program",
          enforcement: { baseline: "advisory" },
        }),
      ];
    }
    return [
      violation({
        property: retained.property,
        seen: `${retained.what} of ${retained.belongsTo} is protected from deletion`,
        needed,
        fix: "remove the option protect",
        edits: [{ option: "protect", to: undefined }],
      }),
    ];
  },
});
