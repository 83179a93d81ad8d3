import * as pulumi from "@pulumi/pulumi";
import { readHostPort } from "../../model/hostPort";
import type { Reachable, Side } from "../kits/contracts";
import { placeKit } from "../kits/places";
import type { Component } from "../shared/component";
import { buildingOf, type CheckedArgs, siteOf } from "./args";

/** How this machine logs in to both servers as their administrator. @param source its address, if it was created */
export function adminsOf(parent: Component, name: string, args: CheckedArgs, source?: Reachable) {
  const login = (side: Side) => {
    const given = args.spec[side];
    const site = siteOf(buildingOf(parent, name, args), side);
    const made = side === "source" && source ? { host: source.host, port: source.port } : undefined;
    return {
      ...(given.connect ? readHostPort(given.connect) : (made ?? placeKit(given.place).known(site))),
      user: given.admin.user,
      password: pulumi.secret(args.passwords[side]),
      ...securedOf(given),
    };
  };
  return { source: login("source"), target: login("target") };
}

/** TLS settings of the session, if the spec has them. */
export function securedOf({ tls, ca, serverName }: CheckedArgs["spec"]["source" | "target"]) {
  return { ...(tls ? { tls } : {}), ...(ca ? { ca } : {}), ...(serverName ? { serverName } : {}) };
}
