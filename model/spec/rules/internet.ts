import type { Place } from "../places";

/** The way to a source that no private path leads to. */
export function overTheInternet({ place }: { place: Place }): string {
  return place === "vm"
    ? "migrate it as a server of your own over the internet: place: onprem, path: public, with the public address of the machine"
    : "use the public path with TLS";
}
