/** Version of this program as `fitbay --version`, the page and the report tell it; a test keeps it equal to package.json. */
export const fitbayVersion = '0.1.0';

/** The oldest Node that this program is made for; a test keeps it equal to the engines of package.json. */
export const oldestNode = [24, 11] as const;
