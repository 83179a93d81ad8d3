import type { Cloud } from "../../model/clouds";
import { alicloud } from "./alicloud";
import type { CloudProvider } from "./cloudProvider";
import { huaweicloud } from "./huaweicloud";
import { tencentcloud } from "./tencentcloud";

/** Clouds with provider support. To add one, add a file and a line here. */
export const CLOUD_PROVIDERS: { [C in Cloud]?: CloudProvider<C> } = {
  alicloud,
  huaweicloud,
  tencentcloud,
};
