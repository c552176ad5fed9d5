/** Version of this program as `fitbay --version`, the page and the report tell it; a test keeps it equal to package.json. */
export const fitbayVersion = '0.1.0';
