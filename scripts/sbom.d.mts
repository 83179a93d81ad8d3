/** The bill of materials, as CycloneDX 1.5. */
// biome-ignore lint/suspicious/noExplicitAny: the standard's schema says what it is
export function billOfMaterials(): any;
