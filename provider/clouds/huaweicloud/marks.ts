import type { Mark } from "../../../model/expiry";
import { marked } from "../marks";
import type { HuaweiClient } from "./client";

export const base = ({ region }: HuaweiClient, mark: Mark) => marked("huaweicloud", region, mark);
