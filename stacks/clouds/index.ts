import type { Cloud } from "../../model/clouds";
import { alicloud } from "./alicloud";
import type { CloudProvider } from "./cloudProvider";
import { huaweicloud } from "./huaweicloud";
import { tencentcloud } from "./tencentcloud";

/** Clouds whose providers the program can make; a new one is a file and a line. */
export const CLOUD_PROVIDERS: { [C in Cloud]?: CloudProvider<C> } = {
  alicloud,
  huaweicloud,
  tencentcloud,
};
