import { expect, it } from "vitest";
import type { CallContext } from "../../../provider/core/context";
import { cutover } from "../../../provider/resources/cutover";

it("a cutover ends none of several living tasks of its name, and asks no server", async () => {
  const task = (id: string, state: string) => ({ id, name: "dbferry-shop", state, vendorState: state, started: true });
  const driver = {
    title: "Tencent DTS",
    find: async () => [task("dts-1", "incremental"), task("dts-2", "incremental"), task("dts-3", "ended")],
  };
  const ctx = { clouds: { driver: () => driver } } as unknown as CallContext;
  await expect(cutover.create(ctx, { task: "dbferry-shop", engine: "tencent-dts" } as never)).rejects.toThrow(
    /2 living tasks named 'dbferry-shop'.*\n {2}- dts-1 \(incremental\)\n {2}- dts-2 \(incremental\)/s,
  );
});
