import { resolve } from "node:path";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { quickStarts, startQuickly } from "../../../cli/engine/quickStarts";

const preload = quickStarts({})["NODE_OPTIONS"]!;

describe("the environment of quick starts", () => {
  it("has only options that Node accepts and files that exist", () => {
    const files = ["onFirstUse", "ownFrames"].map((name) => resolve(__dirname, `../../../cli/bin/${name}.js`));
    expect(files.map((file) => preload.indexOf(file)).every((at, n, all) => at > (all[n - 1] ?? 0))).toBe(true);
    expect(execaSync(process.execPath, ["-p", "1"], { env: { NODE_OPTIONS: preload } }).stdout).toBe("1");
  });

  it("keeps the user's options, and adds ours once", () => {
    const ours: NodeJS.ProcessEnv = { NODE_OPTIONS: "--max-old-space-size=4096" };
    startQuickly(ours);
    startQuickly(ours);
    expect(ours["NODE_OPTIONS"]).toBe(`--max-old-space-size=4096 ${preload}`);
  });

  it("keeps compiled code in the user's private folder, or nowhere", () => {
    expect(quickStarts({ HOME: "/home/u" })["NODE_COMPILE_CACHE"]).toBe("/home/u/.cache/dbferry/compiled");
    expect(quickStarts({ HOME: "/home/u", XDG_CACHE_HOME: "/c" })["NODE_COMPILE_CACHE"]).toBe("/c/dbferry/compiled");
    expect(quickStarts({ NODE_COMPILE_CACHE: "/theirs" })["NODE_COMPILE_CACHE"]).toBe("/theirs");
    expect(quickStarts({})).toEqual({ NODE_OPTIONS: preload });
  });
});
