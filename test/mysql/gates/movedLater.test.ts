import { expect, test } from "vitest";
import type { Engine } from "../../../model/engines/profiles";
import { movedLater } from "../../../mysql/gates/movedLater";
import type { StructureDifference } from "../../../mysql/structure/structure";

const seen = (engine: Engine, kind: string, what: string, target?: string) =>
  movedLater({ engine }, { kind, what, target } as StructureDifference, new Set(["mover@%"]));

const routine = (definer: string, security: string, body = "SELECT 1", host = "%") =>
  `CREATE DEFINER=\`${definer}\`@\`${host}\` PROCEDURE \`shop\`.\`tidy\`() CONTAINS SQL SQL SECURITY ${security} ${body}`;

test("with Tencent DTS, the definer may become the target's account and the rights the caller's, and nothing else", () => {
  const after = (what: string, text: string) => seen("tencent-dts", "procedure", what, text);
  expect(after("definer, security", routine("mover", "INVOKER"))).toMatch(/SQL SECURITY INVOKER/);
  expect(after("definer", routine("mover", "DEFINER"))).toBeDefined();
  expect(after("definer, security", routine("mover", "DEFINER"))).toBeUndefined();
  expect(after("definer, security", routine("mover", "DEFINER", "SELECT 'SQL SECURITY INVOKER'"))).toBeUndefined();
  expect(after("definer, security", routine("other", "INVOKER"))).toBeUndefined();
  // A different account with the same name.
  expect(after("definer", routine("mover", "DEFINER", "SELECT 1", "localhost"))).toBeUndefined();
  expect(after("security", routine("mover", "INVOKER"))).toBeUndefined();
  expect(after("definer, body", routine("mover", "INVOKER"))).toBeUndefined();
  expect(after("missing on the target", "")).toBeUndefined();
  expect(seen("tencent-dts", "trigger", "missing on the target")).toBeDefined();
});

test("with Alibaba DTS, an event may be missing, and no trigger; the rights stay as they were", () => {
  expect(seen("alibaba-dts", "event", "missing on the target")).toBeDefined();
  expect(seen("alibaba-dts", "trigger", "missing on the target")).toBeUndefined();
  expect(seen("alibaba-dts", "procedure", "definer, security", routine("mover", "INVOKER"))).toBeUndefined();
});
