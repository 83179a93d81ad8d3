import { scenarioOf } from "../scenario";
import { loginOf, type Migration, PLACES, serverByHand } from "../spec";
import type { PlaceFacts } from "../spec/places/place";
import { kindOf } from "./kinds";
import type { Lasting } from "./registered";
import { code, listed, type Text, value } from "./text";

/** What is there after `done`, and what `pulumi destroy` leaves, too. */
export function leavesOf(migration: Migration, made: readonly Lasting[]): Text[] {
  const kept = made.filter(({ until }) => until === undefined);
  const records = kept.filter(({ type }) => kindOf(type)?.at === "state");
  const rest = kept.filter(({ type }) => kindOf(type)?.at !== "state");
  return [
    "the target, with the data that was moved to it; it is the user's, and nothing of it is removed",
    "the source, with its data: nothing of it is deleted",
    ...rest.map(({ name, type }) => `${code(name)} (${code(type)}), which no phase removes`),
    `in the stack's state, until ${code("pulumi destroy")}: ${listed(records.map(({ name }) => code(name)))}`,
    `the passwords in the stack's settings, encrypted, until ${code("pulumi config rm")} or ${code("pulumi stack rm")}`,
    ...given(migration),
    ...byHand(migration),
    ...written(migration),
    "the vendors' bills for the time until then; what is billed afterwards only they know",
  ];
}

/** What was there before and is only used. */
function given({ source, path, vpn, peering }: Migration): Text[] {
  const endpoint = path === "public" && "endpoint" in source ? source.endpoint : undefined;
  return [
    ...(endpoint ? [`the public endpoint ${code(endpoint.host)}, which was there before`] : []),
    ...(vpn?.gateway ? [`the VPN gateway ${code(vpn.gateway.id)}, which was there before`] : []),
    ...(peering?.id ? [`the peering ${code(peering.id)}, which was there before`] : []),
  ];
}

function byHand({ source, vpn }: Migration): Text[] {
  const { byHand: where }: PlaceFacts = PLACES[source.place];
  const server = serverByHand(source);
  return [
    ...(where !== undefined && server !== undefined
      ? [
          loginOf(source)
            ? `what a person opened in front of ${code(server)}, until that person closes it; dbferry's own rules on the host are removed in ${code("done")}, which fails if the host still lists one, but no audit looks there again`
            : `what a person opened for ${code(server)}, until that person closes it: no audit of dbferry proves that it is closed`,
        ]
      : []),
    ...(vpn ? [`the tunnels on the device ${code(vpn.deviceAddress)}, until they are removed there`] : []),
  ];
}

function written(migration: Migration): Text[] {
  const writes = scenarioOf(migration)?.writes;
  return writes === undefined ? [] : [`on the source, what its task writes there: it ${value(writes)}`];
}
