/** Version of this server as `/health` and the OpenAPI document tell it; a test keeps it equal to package.json. */
export const cloudVersion = '0.1.0';
