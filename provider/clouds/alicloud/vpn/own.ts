import { readTags } from "../../../../model/expiry";
import { vpnName } from "../../../../model/spec/vpn";
import type { VpnQuery } from "../../../core/clouds";
import { tagsIn, type WireConnection, type WireCustomerGateway } from "./parts";

/** By its mark. One with the migration's name and no mark yet is what a killed update has left: nothing that is to stay. */
export function isOurs(one: WireCustomerGateway | WireConnection, { migration, stateId }: VpnQuery): boolean {
  const mark = readTags(tagsIn(one));
  if (!mark) return migration !== undefined && one.Name === vpnName({ name: migration });
  return mark.id === migration && (stateId === undefined || mark.state === stateId);
}
