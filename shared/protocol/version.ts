/** Of the socket protocol; a client of another major version is asked to reload. */
export const PROTOCOL_VERSION = 2;
