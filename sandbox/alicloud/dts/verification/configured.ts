import { refused } from "../errors";
import type { Configuration } from "../job";
import { jsonObject } from "../objects";

/** Members of `DataCheckConfigure` and the values that are simulated. */
const MEMBERS: Readonly<Record<string, readonly unknown[] | "any">> = {
  fullDataCheck: [true],
  fullCheckModel: [1, 2],
  fullCheckRatio: "any",
  // A repair would hide what was found.
  fullCheckFixData: [false],
  fullCheckReferEndpoint: ["all"],
  checkMaximumHourEnable: [0],
  incrementalDataCheck: [false],
  dataCheckDbList: "any",
};

/** @throws RpcError for an unknown member, a value that is not simulated, or other objects than the task's */
export function dataCheckOf(text: string | undefined, dbList: string | undefined): Configuration["dataCheck"] {
  if (text === undefined) return undefined;
  const given = jsonObject<unknown>(text, "DataCheckConfigure");
  for (const [name, value] of Object.entries(given)) {
    const known = Object.hasOwn(MEMBERS, name) ? MEMBERS[name]! : undefined;
    if (known === undefined) throw refused.value("DataCheckConfigure", `${name} is not known to the sandbox`);
    if (known !== "any" && !known.includes(value))
      throw refused.value("DataCheckConfigure", `the sandbox does not support ${name}=${String(value)}`);
  }
  if (given["fullDataCheck"] !== true) throw refused.value("DataCheckConfigure", "fullDataCheck is missing");
  if (given["dataCheckDbList"] !== dbList)
    throw refused.value("DataCheckConfigure", "the sandbox supports only the task's own objects");
  if (given["fullCheckModel"] === 2) return { percent: 100 };
  const ratio = given["fullCheckRatio"];
  if (!Number.isInteger(ratio) || (ratio as number) < 10 || (ratio as number) > 100)
    throw refused.value("DataCheckConfigure", "fullCheckRatio is a whole number from 10 to 100");
  if (given["checkMaximumHourEnable"] === undefined)
    throw refused.value("DataCheckConfigure", "checkMaximumHourEnable is missing");
  return { percent: ratio as number };
}
