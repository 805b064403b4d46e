import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IANA's special-purpose registries: what is no host of the public internet. */
const PRIVATE_4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
/** Those that carry an IPv4 address inside are shut whole. */
const PRIVATE_6 = [
  ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'],
  ...['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
];

const shut = new BlockList();
for (const [list, family] of [
  [PRIVATE_4, 'ipv4'],
  [PRIVATE_6, 'ipv6'],
] as const) {
  for (const range of list) {
    const [network = '', prefix] = range.split('/');
    shut.addSubnet(network, Number(prefix), family);
  }
}

/** Whether an IP address (no name) lies in a private or otherwise special network. Text that is no address does too. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return shut.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** A name or address that webhooks may not go to. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/** The address that an IP host of a URL is, without brackets; null of a name. */
export function addressOf({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? null : bare;
}

/**
 * Looks a name up as Node does and refuses it where any of its addresses is private. The connection is made to what was
 * checked, so a name that answers differently the second time gains nothing. Hosts that are addresses are never looked
 * up: whoever connects checks those before.
 */
export const publicLookup: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, found) => {
    if (error !== null) return done(error, [], 0);
    if (found.some(({ address }) => isPrivateAddress(address))) {
      return done(new PrivateAddress('its name leads to a private address'), [], 0);
    }
    const [first] = found;
    if (options.all) done(null, found);
    else done(null, first?.address ?? '', first?.family);
  });
};
