import { errors } from "../errors";
import type { Negotiation } from "../facts/types";
import type { Parameters } from "../parameters";
import { oneOf, within } from "./shared";

const CIPHERS = ["3DES-CBC", "AES-CBC-128", "AES-CBC-192", "AES-CBC-256", "DES-CBC", "SM4"];
const GCM = ["AES128GCM128", "AES192GCM128", "AES256GCM128"];
const GROUPS = ["1", "2", "5", "14", "15", "16", "19", "20", "21", "24"];
const PFS = ["NULL", ...GROUPS.map((group) => `DH-GROUP${group}`)];

/** What is negotiated, with the API's own defaults, all of which are weak. @throws TcError for what it does not have */
export function readNegotiation(ike: Parameters = {}, ipsec: Parameters = {}): Negotiation {
  if ((ike.ExchangeMode ?? "MAIN") !== "MAIN") throw errors.notImplemented("`ExchangeMode` AGGRESSIVE");
  const integrity = ipsec.IntegrityAlgorith ?? ipsec.IntegrityAlgorithm ?? "SHA1";
  return {
    version: oneOf("IKEVersion", ike.IKEVersion ?? "IKEV1", ["IKEV1", "IKEV2"]),
    encryption: oneOf("PropoEncryAlgorithm", ike.PropoEncryAlgorithm ?? "3DES-CBC", [...CIPHERS, ...GCM]),
    integrity: oneOf("PropoAuthenAlgorithm", ike.PropoAuthenAlgorithm ?? "SHA", ["MD5", "SHA", "SHA-256", "SHA-512"]),
    group: oneOf(
      "DhGroupName",
      ike.DhGroupName ?? "GROUP1",
      GROUPS.map((group) => `GROUP${group}`),
    ),
    lifetime: within("IKESaLifetimeSeconds", ike.IKESaLifetimeSeconds ?? 86_400, 60, 604_800),
    ipsec: {
      encryption: oneOf("EncryptAlgorithm", ipsec.EncryptAlgorithm ?? "AES-CBC-128", [...CIPHERS, ...GCM, "NULL"]),
      integrity: oneOf("IntegrityAlgorith", integrity, ["MD5", "SHA1", "SHA-256", "SHA-384", "SHA-512", "SM3"]),
      group: oneOf("PfsDhGroup", ipsec.PfsDhGroup ?? "NULL", PFS),
      lifetime: within("IPSECSaLifetimeSeconds", ipsec.IPSECSaLifetimeSeconds ?? 14_400, 180, 604_800),
      kilobytes: within("IPSECSaLifetimeTraffic", ipsec.IPSECSaLifetimeTraffic ?? 4_096_000_000, 2560, 4_294_967_295),
    },
  };
}

/** How the two ends identify themselves. @throws TcError */
export function readIdentities(ike: Parameters = {}, gateway: string): { local: string; remote: string } {
  for (const side of ["LocalIdentity", "RemoteIdentity"])
    if ((ike[side] ?? "ADDRESS") !== "ADDRESS") throw errors.notImplemented(`\`${side}\` ${ike[side]}`);
  if (!ike.RemoteAddress) throw errors.missing("IKEOptionsSpecification.RemoteAddress");
  return { local: ike.LocalAddress || gateway, remote: ike.RemoteAddress };
}

export function renderIke(negotiation: Negotiation, { local, remote }: { local: string; remote: string }): object {
  return {
    PropoEncryAlgorithm: negotiation.encryption,
    PropoAuthenAlgorithm: negotiation.integrity,
    ExchangeMode: "MAIN",
    LocalIdentity: "ADDRESS",
    RemoteIdentity: "ADDRESS",
    LocalAddress: local,
    RemoteAddress: remote,
    LocalFqdnName: "",
    RemoteFqdnName: "",
    DhGroupName: negotiation.group,
    IKESaLifetimeSeconds: negotiation.lifetime,
    IKEVersion: negotiation.version,
  };
}

export function renderIpsec({ ipsec }: Negotiation): object {
  return {
    EncryptAlgorithm: ipsec.encryption,
    IntegrityAlgorith: ipsec.integrity,
    IntegrityAlgorithm: ipsec.integrity,
    IPSECSaLifetimeSeconds: ipsec.lifetime,
    PfsDhGroup: ipsec.group,
    IPSECSaLifetimeTraffic: ipsec.kilobytes,
  };
}
