import * as pulumi from "@pulumi/pulumi";
import { readHostPort } from "../../model/hostPort";
import { endpointHost } from "../../model/names";
import type { MigrationArgs } from "./args";

/** How this machine logs in to both servers as their administrator. */
export function adminsOf(args: MigrationArgs, source?: { host: pulumi.Input<string>; port: pulumi.Input<number> }) {
  const { spec, passwords } = args;
  // Once the openings are gone the endpoint's name is still known: it follows from the names.
  const endpoint = source ??
    spec.source.endpoint ?? { host: endpointHost(spec.name, spec.source.instanceId), port: spec.source.port };
  return {
    source: {
      ...(spec.source.connect ? readHostPort(spec.source.connect) : endpoint),
      user: spec.source.admin.user,
      password: pulumi.secret(passwords.source),
      ...securedOf(spec.source),
    },
    target: {
      ...(spec.target.connect
        ? readHostPort(spec.target.connect)
        : { host: spec.target.privateIp, port: spec.target.port }),
      user: spec.target.admin.user,
      password: pulumi.secret(passwords.target),
      ...securedOf(spec.target),
    },
  };
}

function securedOf({ tls, ca, serverName }: MigrationArgs["spec"]["source" | "target"]) {
  return { ...(tls ? { tls } : {}), ...(ca ? { ca } : {}), ...(serverName ? { serverName } : {}) };
}
