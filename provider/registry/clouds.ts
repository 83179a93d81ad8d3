import type { Cloud } from "../../model/clouds";
import { alicloud } from "../clouds/alicloud";
import { huaweicloud } from "../clouds/huaweicloud";
import type { CloudModule } from "../clouds/module";
import { tencentcloud } from "../clouds/tencentcloud";

/** Clouds that dbferry talks to; a new one is a folder and a line. */
export const CLOUD_MODULES = {
  huaweicloud,
  alicloud,
  tencentcloud,
} satisfies Partial<Record<Cloud, CloudModule<never>>>;
