/** Regions of mainland China by the vendors' region ids. Hong Kong counts as outside. */
const MAINLAND: readonly RegExp[] = [
  /^cn-(?!hongkong)/i,
  /^ap-(beijing|shanghai|guangzhou|shenzhen|nanjing|chengdu|chongqing|hangzhou|jinan|wuhan|changsha|hefei|shenyang|tianjin|xian|zhengzhou|fuzhou|shijiazhuang|qingyuan)\b/i,
];

/** True when a region is in mainland China. */
export function isMainland(region: string): boolean {
  return MAINLAND.some((pattern) => pattern.test(region.trim()));
}
