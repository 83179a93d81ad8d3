import { gatewayShape, Refusal } from "../errors";
import type { ErrorStyle } from "../service";
import { fieldText } from "../vpc/styles";

/** VPN v5: `{error_code, error_msg, request_id}`. */
export const vpnStyle: ErrorStyle = {
  shape: gatewayShape,
  invalid: (problems) => new Refusal(400, "VPN.0001", `invalid request: ${fieldText(problems)}`),
  wrongProject: () => new Refusal(403, "VPN.0002", "project_id in the token and in the path differ"),
};

export const invalid = (text: string) => new Refusal(400, "VPN.0001", `invalid request: ${text}`);
export const notFound = (kind: string, id: string) =>
  new Refusal(404, "VPN.0003", `resource (type=${kind}, ID=${id}) not found`);
/** Something else still uses it, or uses what it asks for. */
export const inUse = (text: string) => new Refusal(409, "VPN.0004", text);
