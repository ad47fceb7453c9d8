// How large the map of mentions is; apart from the schemas, so that a page can know it without them.

/** Ends of the axes, which begin at 0. */
export const MAP_SIZE = { width: 16_000, height: 10_000 } as const;
