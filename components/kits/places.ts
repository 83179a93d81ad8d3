import type { Place } from "../../model/spec";
import { alicloudRds } from "../alicloud/rds";
import { huaweicloudRds } from "../huaweicloud/rds";
import { onprem } from "../onprem/server";
import { tencentcloudMysql } from "../tencentcloud/mysql";
import type { PlaceKit } from "./contracts";
import { vm } from "./machines";

/** Places that dbferry can build in; a new one is a folder and a line. */
const PLACE_KITS: { [P in Place]?: PlaceKit<P> } = {
  "alicloud-rds": alicloudRds,
  "huaweicloud-rds": huaweicloudRds,
  "tencentcloud-mysql": tencentcloudMysql,
  onprem,
  vm,
};

/** Always exists: reading the migration ensured it, because no engine has a route through a place without a kit. */
export function placeKit(place: Place): PlaceKit {
  const kit = PLACE_KITS[place] as PlaceKit | undefined;
  if (!kit) throw new Error(`place '${place}': no kit in components/kits/places.ts`);
  return kit;
}
