import type { Billing, Facts } from "../core/facets";
import { text } from "../core/read";
import type { Bag } from "../core/values";
import type { BillingChoice } from "./descriptor";

/** Alibaba's newer resources. */
export const PAYMENT_TYPE: BillingChoice = {
  property: "paymentType",
  prepaid: /^subscription$/i,
  postpaid: "PayAsYouGo",
};
/** Alibaba's older resources. */
export const INSTANCE_CHARGE_TYPE: BillingChoice = {
  property: "instanceChargeType",
  prepaid: /^prepaid$/i,
  postpaid: "PostPaid",
};
/** Huawei's resources. */
export const CHARGING_MODE: BillingChoice = { property: "chargingMode", prepaid: /^prepaid$/i, postpaid: "postPaid" };

/** The billing of a resource that is, or may turn out to be, prepaid. */
export function billingOf(inputs: Bag, choices: readonly BillingChoice[], concerned: boolean): Facts {
  const found = choices.flatMap((choice): Billing[] => {
    const value = text(inputs, choice.property);
    if (value === undefined || (typeof value === "string" && !choice.prepaid.test(value))) return [];
    return [{ property: choice.property, value, postpaid: choice.postpaid, ...(concerned ? {} : { aside: true }) }];
  });
  return found.length > 0 ? { billing: found } : {};
}
