import { describe, expect, test } from "vitest";
import { REVIEW_ATTACKS } from "../policy/hostile";

describe("a review stands a hostile change that", () => {
  test.each(REVIEW_ATTACKS.map((attack) => [attack.name, attack] as const))("%s", async (_name, attack) => {
    expect(await attack.run()).toEqual({ held: true, leaked: false, ran: false, detail: "held" });
  });
});
