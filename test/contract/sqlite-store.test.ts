import { openSqliteStore } from '../../server/store/sqlite.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { storeSuite } from './store-suite.ts';

storeSuite('SQLite', async () => {
  const folder = tempFolder();
  const path = folder.file('store.db');
  let store = await openSqliteStore({ path });
  return {
    store,
    async reopen() {
      await store.close();
      store = await openSqliteStore({ path });
      return store;
    },
    async dispose() {
      await store.close();
      folder.remove();
    },
  };
});
