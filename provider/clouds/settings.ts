import { z } from "zod";
import { CLOUD_NAMES, type Cloud, nearestRegion, REGIONS } from "../../model/clouds";
import { ALLOW_VARIABLE, endpointFault, readAllowed } from "../../model/endpoints";

/** Validated again by the client itself; here, so that the problem is reported before anything is created. */
export const endpoint = (cloud: Cloud, service: string) =>
  z.string().superRefine((given, issue) => {
    const fault = endpointFault(cloud, service, given, readAllowed(process.env[ALLOW_VARIABLE]));
    if (!fault) return;
    issue.addIssue({ code: "custom", message: `${fault.seen}; needed: ${fault.needed}; ${fault.fix}` });
  });

export const region = (cloud: Cloud) =>
  z.string().superRefine((given, issue) => {
    if (REGIONS[cloud].includes(given)) return;
    const near = nearestRegion(cloud, given);
    issue.addIssue({
      code: "custom",
      message: `'${given}' is no region of ${CLOUD_NAMES[cloud]} that dbferry knows${near ? `; did you mean '${near}'?` : ""}`,
    });
  });
