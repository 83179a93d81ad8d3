import { alicloud, alicloudFine } from "./alicloud";
import { dbferry, dbferryFine } from "./dbferry";
import { falseAlarms } from "./falseAlarms";
import { huaweicloud, huaweicloudFine } from "./huaweicloud";
import { instances, instancesFine } from "./instances";
import { denied, later } from "./later";
import { migration } from "./migration";
import type { Program } from "./program";
import { SLIPS } from "./slips";
import { tencentcloud, tencentcloudFine } from "./tencentcloud";
import { vendors, vendorsFine } from "./vendors";

/** Programs that the pack must refuse, by stack name. */
export const REFUSED: Record<string, Program> = {
  ...alicloud,
  ...tencentcloud,
  ...huaweicloud,
  ...vendors,
  ...later,
  ...denied,
  ...dbferry,
  ...instances,
  ...Object.assign({}, ...Object.values(SLIPS)),
};

/** Programs that the pack must let pass. */
export const FINE: Record<string, Program> = {
  ...alicloudFine,
  ...tencentcloudFine,
  ...huaweicloudFine,
  ...vendorsFine,
  ...dbferryFine,
  ...migration,
  ...falseAlarms,
  ...instancesFine,
};
