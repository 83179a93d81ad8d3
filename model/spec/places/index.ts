import { z } from "zod";
import type { Cloud } from "../../clouds";
import type { Location } from "../../clouds/location";
import type { Side } from "../../side";
import type { HostLogin } from "../ssh";
import { alicloudRds } from "./alicloudRds";
import { huaweicloudRds } from "./huaweicloudRds";
import { onprem } from "./onprem";
import type { PlaceFacts } from "./place";
import { tencentcloudMysql } from "./tencentcloudMysql";
import { vm } from "./vm";

/** Every place; a new one is a file and a line. */
export const PLACES = {
  "alicloud-rds": alicloudRds,
  "tencentcloud-mysql": tencentcloudMysql,
  "huaweicloud-rds": huaweicloudRds,
  onprem,
  vm,
} satisfies Record<string, PlaceFacts>;

export type Place = keyof typeof PLACES;
type Schemas<S extends Side> = (typeof PLACES)[Place][S];

const schemasOf = <S extends Side>(side: S) =>
  Object.values(PLACES).map((place) => place[side]) as [Schemas<S>, ...Schemas<S>[]];

export const sourceSchema = z.discriminatedUnion("place", schemasOf("source"));
export const targetSchema = z.discriminatedUnion("place", schemasOf("target"));

export type Source = z.output<Schemas<"source">>;
export type Target = z.output<Schemas<"target">>;

/** The cloud that a server is in; undefined when it is in none. */
export function cloudOf(side: { place: Place; cloud?: Cloud }): Cloud | undefined {
  return (PLACES[side.place] as PlaceFacts).cloud ?? side.cloud;
}

/** Id of the database instance that a server is; undefined when it is none of a cloud's. */
export function databaseInstanceOf(side: Source | Target): string | undefined {
  return (PLACES[side.place] as PlaceFacts).cloud && "instanceId" in side ? side.instanceId : undefined;
}

/** The server behind a firewall that a person opens, for people; undefined: there is none. */
export function serverByHand(side: Source | Target): string | undefined {
  if ((PLACES[side.place] as PlaceFacts).byHand === undefined) return undefined;
  return "privateIp" in side ? side.privateIp : "host" in side ? side.host : undefined;
}

/** How dbferry logs in to the source's host, to open its own firewall; undefined: it does not. */
export function loginOf(source: Source): HostLogin | undefined {
  return "ssh" in source ? source.ssh : undefined;
}

/** Region and account that a server is in; undefined when it is in no cloud. */
export function locationOf(side: Source | Target): Location | undefined {
  const cloud = cloudOf(side);
  if (!cloud || !("region" in side)) return undefined;
  const { region, account } = side;
  return { cloud, region, ...(account ? { account } : {}) };
}
