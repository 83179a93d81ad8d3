import { CLOUD_NAMES, type Cloud } from "./index";

/** A region of a cloud and, where there is more than one account, the account's name. */
export interface Location {
  cloud: Cloud;
  region: string;
  account?: string;
}

/** `alicloud-cn-hangzhou`, `alicloud-cn-hangzhou-partner` */
export function locationKey({ cloud, region, account }: Location): string {
  return [cloud, region, account].filter(Boolean).join("-");
}

/** `Alibaba Cloud cn-hangzhou, account partner` */
export function describeLocation({ cloud, region, account }: Location): string {
  return [`${CLOUD_NAMES[cloud]} ${region}`, account && `account ${account}`].filter(Boolean).join(", ");
}

/** Distinct locations, in the order given. */
export function distinctLocations<L extends Location>(locations: readonly L[]): L[] {
  const keys = locations.map(locationKey);
  return locations.filter((_, index) => keys.indexOf(keys[index]!) === index);
}
