import { MemoryStore } from '../support/memory-store.ts';
import { storeSuite } from './store-suite.ts';

// It has no disk: what it leaves behind is itself.
storeSuite('memory', async () => {
  const store = new MemoryStore();
  return { store, reopen: async () => store, dispose: () => store.close() };
});
