import { alicloud, alicloudFine } from "./alicloud";
import { dbferry, dbferryFine } from "./dbferry";
import { huaweicloud, huaweicloudFine } from "./huaweicloud";
import { denied, later } from "./later";
import type { Program } from "./program";
import { tencentcloud, tencentcloudFine } from "./tencentcloud";
import { vendors, vendorsFine } from "./vendors";

/** Programs that the pack must refuse, by the name of their stack. */
export const REFUSED: Record<string, Program> = {
  ...alicloud,
  ...tencentcloud,
  ...huaweicloud,
  ...vendors,
  ...later,
  ...denied,
  ...dbferry,
};

/** Programs that the pack must let pass. */
export const FINE: Record<string, Program> = {
  ...alicloudFine,
  ...tencentcloudFine,
  ...huaweicloudFine,
  ...vendorsFine,
  ...dbferryFine,
};
