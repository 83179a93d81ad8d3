import { rootCertificates } from "node:tls";
import type { ManagedProfile } from "../../model/mysql/server";

/** A vendor's own certificate authority, which is in no public list. */
interface Authority {
  profile: ManagedProfile;
  /** Host names for which it is trusted by default. */
  hosts: RegExp;
  /** Where the vendor publishes it; the copy may have another origin, see docs/security.md. */
  source: string;
  /** When this copy was taken. */
  taken: string;
  /** SHA-256 of the certificate. */
  fingerprint: string;
  pem: string;
}

/**
 * Tencent Cloud and Huawei Cloud issue a certificate per instance or region, which is downloaded from their consoles
 * and given as `ca`. A server that does not send its region's intermediate certificate needs the vendor's whole chain
 * as `ca`.
 */
export const AUTHORITIES: readonly Authority[] = [
  {
    profile: "alibaba-rds",
    hosts: /\.rds\.aliyuncs\.com$/i,
    source:
      "https://apsaradb-public.oss-ap-southeast-1.aliyuncs.com/ApsaraDB-CA-Chain.zip (ApsaraDB Root CA, 2019 to 2039)",
    taken: "2026-11-28",
    fingerprint: "29:54:2B:04:9E:42:18:41:16:88:6C:E4:5C:09:F0:98:8B:14:1F:D7:25:11:5E:23:5F:5B:92:B7:23:9D:04:B9",
    pem: `-----BEGIN CERTIFICATE-----
MIIFvTCCA6WgAwIBAgIBADANBgkqhkiG9w0BAQsFADBxMQswCQYDVQQGEwJDTjER
MA8GA1UECBMIWmhlSmlhbmcxETAPBgNVBAcTCEhhbmdaaG91MRAwDgYDVQQKEwdB
bGliYWJhMQ8wDQYDVQQLEwZBbGl5dW4xGTAXBgNVBAMTEEFwc2FyYURCIFJvb3Qg
Q0EwHhcNMTkwMTMwMTgzNTAxWhcNMzkwMTI1MTgzNTAxWjBxMQswCQYDVQQGEwJD
TjERMA8GA1UECBMIWmhlSmlhbmcxETAPBgNVBAcTCEhhbmdaaG91MRAwDgYDVQQK
EwdBbGliYWJhMQ8wDQYDVQQLEwZBbGl5dW4xGTAXBgNVBAMTEEFwc2FyYURCIFJv
b3QgQ0EwggIiMA0GCSqGSIb3DQEBAQUAA4ICDwAwggIKAoICAQC1ptj0dhOjfKvS
si0pYvwOzyEwrRMuc4Teq650KYDrocRYy7yCH8EPAB/cgzhPcXj/CP7eMazMsInJ
2g2oeKGD1KJNlAyDLVSv1bS6Dx+XK9poIuHp96MEBwxydhPvC1ZnFQ8fRjOXAoA/
tecPGFQLoNWmipMwtned3KL7YqqMM7pB08uy62l8tEg6+wVf801KzUh08fhWBlGw
NKX8KreNP0oCXK5VtE30p+9dPeiw7dodKv7zB7ifJINsVD/QVnobvMzOBhWiQ8c1
JXZ9EQ4Wta7QsVsdy6SVP5Oc2mBc0Ic00KcrM5/HS6AEndMSX9sdmnFVtg+B3okb
SpxuoKZ7je5esJsNLfu6ipk9AhI1xSfcxNUOGJdsq7nfBDKAgRoJJTS8uqrM4BwD
a6fOiQAgQpx0eEFA4Ddghd8is+wOYJ0sOo9hxLloBrxAI8wtjeI5O38lH1Red03a
obpJpfZA7BTaTIcDI0/B4LQDzSP/TNMxRYZNwvwUHEDuqmAVDKbgsmi/OFEMOTZR
Gb6mwqrCjUcbXSqAc7QZVK6XfMaY2vhERXOZR6GcVuihym1PCW1ElG+4pfuF4QX2
uiiY71TZGFbdtZS7J8xeL3svSq620hFIyO8PZgeMGMq0Ic0D1jj2jDG1HdD0845e
v1iv15Lby7h6EbVWkWIbRNzzwLjLsQIDAQABo2AwXjAOBgNVHQ8BAf8EBAMCAQYw
DAYDVR0TBAUwAwEB/zAdBgNVHQ4EFgQUf9btXBzu8WLDnkgVVU0BsYzbUw0wHwYD
VR0jBBgwFoAUf9btXBzu8WLDnkgVVU0BsYzbUw0wDQYJKoZIhvcNAQELBQADggIB
AC9aVCf1pXI5pbZvU7mLShVhoW1xD1JLTzrh3l0GFTEgyVI1OJyQG410xaLXrXiu
kBZw/WL1yKiW1b8P8KHYbTZBsjZ0WD46ReAb1bD63OC/3/2bU99Vkrl5GN1b1s6e
PVl9MfkF4q9/WHLppKUR+HJuh+hiYQyX3VfIu6+h9zgLWvQmR5GiD1Lz1oFTr8Ck
2PeJ6qQaE9ji1MRtp2oFoaTI5zjhCN75H2deJNAMD6wNLhOiQtynlu9hiZXvgIyy
fFw7QxUESbVvVw7ooMUNUa3I1MlAIg2bX5/x6Y4jbIwSKUX1agjNhwKsM77GFf9S
OzH9geu4ltRSC3ij5Z/Y5hUHWx9fHDj1KzGXV/elJX9kFI9M1Mw40sp46f5gknUW
iWTKm7M54Bw+e/a5ir2T7hXa2HK4ScMCmWGeVPg/WmdFFuprNlD1A5n+Z89u8WLE
N+XTxR8E4PYHKS15/uC0f3+aACr2PTfYvVW0fuW4tNoMUfgEPC6T0L7DwC4hRY2+
Cu7GYOkf1t1LtOBpbe4huXeTMGUMuckds56tDPHVc+IfII5+9koBagUsy37A1SvO
jlt7BEdNmq0gclhTVyL/Uby117WaSJp1AXhgeG0cBxJhknKhBKtmQIRo9mSAvvhk
QUoTKRDemO67c3e2HpmyVCLLKhE3iDbUAEyB7GkLNLCn
-----END CERTIFICATE-----
`,
  },
];

/** The authorities trusted for a host when none was given. */
export function authoritiesFor(host: string, profile?: ManagedProfile): string[] {
  const own = AUTHORITIES.filter((authority) => authority.profile === profile || authority.hosts.test(host));
  return [...rootCertificates, ...own.map(({ pem }) => pem)];
}

const FROM_CONSOLE: readonly { profile: ManagedProfile; hosts?: RegExp; where: string }[] = [
  {
    profile: "tencentdb",
    hosts: /\.tencentcdb\.com$/i,
    where: "TencentDB gives its CA in the console: the instance, Data Security, SSL, Download",
  },
  {
    profile: "huawei-rds",
    where:
      "Huawei RDS gives its CA in the console: the instance, SSL, Download (ca.pem and ca-bundle.pem in the ZIP file)",
  },
  {
    profile: "alibaba-rds",
    hosts: /\.rds\.aliyuncs\.com$/i,
    where:
      "Alibaba RDS gives its region's chain in the console: the instance, Data Security, SSL Encryption, Download CA Certificate",
  },
];

/**
 * Where a vendor's customers get an authority that is not built in; undefined for a server without a known operator.
 */
export function whereToGetAuthority(host: string, profile?: ManagedProfile): string | undefined {
  return FROM_CONSOLE.find((one) => one.profile === profile || one.hosts?.test(host))?.where;
}
