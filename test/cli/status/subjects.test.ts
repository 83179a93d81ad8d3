import { expect, it } from "vitest";
import { elsewhere } from "../../../cli/status/subjects";

it("a stack of another project or organisation is not taken for the one of this project with its name", () => {
  const all = ["acme/shop/live", "acme/crm/live", "acme/shop/test"];
  expect(elsewhere(new Set(["live", "test"]), all, "shop")).toEqual(["acme/crm/live"]);
  expect(elsewhere(new Set(["live"]), ["live", "other/live"], "shop")).toEqual(["other/live"]);
  // One of them is this project's, and nobody knows which.
  const both = ["acme/shop/live", "beta/shop/live"];
  expect(elsewhere(new Set(["live"]), both, "shop")).toEqual(both);
});
