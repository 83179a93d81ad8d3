import { expect, test } from "vitest";
import { withoutEngineWords } from "../../../model/printing/engineError";

const OURS = 'migration.source.region: "cn"; needed: a region of Alibaba Cloud';
const TRACE = `
    at Object.<anonymous> (/app/index.ts:4:30)
    at async Module._compile (node:internal/modules/cjs/loader:1929:14)
    at node:internal/modules/cjs/loader:2060:10`;

test.each([
  [`error serializing property "outputs": ${OURS}`],
  [`Error: error serializing property "outputs": ${OURS}${TRACE}`],
  [
    `Running program '/app/index.ts' failed with an unhandled exception:\nError: error serializing property "outputs": ${OURS}${TRACE}\n`,
  ],
  [`Running program '/app/index.ts' failed with an unhandled exception:\n<ref *1> Error: ${OURS}${TRACE}`],
  [`error serializing property "a": error serializing property "b": ${OURS}`],
  [`ProblemsError: ${OURS}`],
  [`Error: failed to register new resource in [dbferry:index:AllowlistEntry]: 2 UNKNOWN: ${OURS}`],
  [`2 UNKNOWN: ${OURS}`],
  [`error: ${OURS}`],
])("%j is reduced to the program's own message", (message) => expect(withoutEngineWords(message)).toBe(OURS));

test("keeps the lines of a message, and leaves an error from the engine itself unchanged", () => {
  expect(withoutEngineWords("TSError: ⨯ Unable to compile TypeScript:\nlib.ts(3,10): error TS2511: no")).toBe(
    "⨯ Unable to compile TypeScript:\nlib.ts(3,10): error TS2511: no",
  );
  expect(withoutEngineWords("preview failed")).toBe("preview failed");
  expect(withoutEngineWords("Error: ")).toBe("Error:");
  expect(withoutEngineWords("the error: a value")).toBe("the error: a value");
});
