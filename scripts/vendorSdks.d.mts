/** Writes the SDK files into the folders of these bundles. */
export function buildVendorSdks(root: string, bundles: readonly string[]): Promise<unknown>;
