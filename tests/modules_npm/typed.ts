// A program in TypeScript with typed packages.
import assert from 'node:assert';
import { z, type ZodType } from 'zod';
import { formatDistance } from 'date-fns';
import type { Options } from 'p-queue';

interface Peer { host: string; port: number }

const peer: ZodType<Peer> = z.object({ host: z.string(), port: z.number() }) as ZodType<Peer>;
const parsed: Peer = peer.parse({ host: 'h', port: 1 });
assert.deepStrictEqual(parsed, { host: 'h', port: 1 });
const options: Options<never, never> | undefined = undefined;
assert.strictEqual(options, undefined);
assert.strictEqual(formatDistance(0, 60_000 as number), '1 minute');
