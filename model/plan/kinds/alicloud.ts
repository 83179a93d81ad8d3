import type { Kinds } from "./kind";

export const alicloud: Kinds = {
  "alicloud:rds/connection:Connection": {
    title: "public endpoint",
    at: "cloud",
    what: "the public address of the source instance, which has none by default",
    prices: ["alibaba-rds-endpoint.hour"],
  },
};
