import { SCENARIOS } from "../../model/scenario";
import { cloudOf, type Place } from "../../model/spec/places";
import { defineRule, type Finding } from "../core/rule";
import type { Endpoint, Service } from "../core/task";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";

const INSTEAD: Record<Service, string> = {
  drs: 'netType: "vpn" or "vpc"',
  "tencent-dts": 'accessType: "vpncloud", "ccn" or "vpc"',
  "alibaba-dts": "an instance type EXPRESS or CEN instead of OTHER",
};

/** Private paths on which dbferry's own migrations currently reach a source in this cloud with a service. */
function ours(service: Service | undefined, { cloud }: Endpoint): string[] {
  const cloudIn = (place: string) => (place === "onprem" ? place : cloudOf({ place: place as Place }));
  const isThere = (place: string) => typeof cloud !== "string" || cloudIn(place) === cloud;
  const taken = SCENARIOS.filter(({ engine, source }) => engine === service && isThere(source)).map(({ path }) => path);
  return [...new Set(taken)].filter((path) => path !== "public");
}

/** Never suggests a path that dbferry itself refuses. */
function ofDbferry(service: Service | undefined, end: Endpoint): { fix: string; told: string } {
  const paths = ours(service, end);
  if (paths.length > 0) return { fix: `use path: ${paths.map((path) => `"${path}"`).join(" or ")}`, told: LATER };
  return {
    fix: "check that source.ca is set, so that the task verifies the source, and accept the public path with an exemption of NET-11 in dbferry:policies",
    told: "dbferry builds only the public path to such a source; an exemption needs a reason, an owner and a date, which you have to decide",
  };
}

const LATER = "the private path must exist before the task can use it";

/** NET-11: the task crosses the internet where a private path could carry it. */
export const net11 = defineRule<"task">({
  id: "NET-11",
  title: "The task crosses the internet",
  severity: "medium",
  why: "A public path needs a public endpoint and an opening on it for the whole copy. It is also the providers' default: Huawei's net_type is eip unless set.",
  remedy: "Use VPN, VPC, peering or CCN for production data; choose the public path on purpose elsewhere.",
  tags: ["network", "task"],
  levels: { baseline: "advisory", strict: "advisory", production: "mandatory" },
  examples: {
    fails: 'new huaweicloud.DrsJob("move", { ..., direction: "up" })  // netType is eip by default',
    passes: 'new huaweicloud.DrsJob("move", { ..., direction: "up", netType: "vpn" })',
  },
  facet: "task",
  judge(task) {
    const ends = [task.source, task.target].filter((end): end is Endpoint => end !== undefined);
    const seen = new Set<string>();
    return ends.flatMap((end): Finding[] => {
      const needed = "a private path (VPN, VPC, peering, CCN)";
      if (seen.has(end.reachProperty)) return [];
      if (end.reach instanceof Unknown) return [undecided(end.reachProperty, needed, end.reach)];
      if (end.reach !== "public") return [];
      seen.add(end.reachProperty);
      const way =
        task.ours || !task.service
          ? ofDbferry(task.service, end)
          : { fix: `use ${INSTEAD[task.service]}`, told: LATER };
      return [
        violation({
          property: end.reachProperty,
          seen: `${end.reachSeen}, the public network`,
          needed,
          ...way,
        }),
      ];
    });
  },
});
