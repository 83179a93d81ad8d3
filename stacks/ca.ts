import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { isPem, readCertificates } from "../model/certificates";
import type { Problem } from "../model/problems";

/** PEM text of a CA, either inline or from a file; file paths are relative to the project's folder. */
export function readCa(path: string, given: string | undefined): { text?: string; problems: Problem[] } {
  if (given === undefined) return { problems: [] };
  const wrong = (seen: string, needed: string, fix: string) => ({ problems: [{ path, seen, needed, fix }] });
  let text = given;
  if (!isPem(given)) {
    const file = resolve(pulumi.getRootDirectory(), given);
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return wrong(`${file} (${code})`, "a readable file", "give its path relative to the project's folder");
    }
  }
  const certificates = readCertificates(text);
  const needed = "certificates in PEM text, without a key";
  if (!certificates) return wrong(isPem(given) ? "different text" : given, needed, "use the CA from the vendor");
  const over = certificates.find(({ validTo }) => new Date(validTo) < new Date());
  if (over) return wrong(`a certificate that expired on ${over.validTo}`, needed, "download the vendor's current CA");
  return { text, problems: [] };
}
