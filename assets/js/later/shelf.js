// What waits on this device to be sent, in IndexedDB: one entry for each reply or note, under the key by which the server
// knows it again. An entry belongs to the agent who wrote it and is shown to and sent for nobody else.

const NAME = "frontline";
const STORE = "waiting";

function open() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function through(mode, ask) {
  const database = await open();
  try {
    return await new Promise((done, failed) => {
      const work = database.transaction(STORE, mode, { durability: "strict" });
      const asked = ask(work.objectStore(STORE));
      work.oncomplete = () => done(asked?.result);
      work.onerror = work.onabort = () => failed(work.error);
    });
  } finally {
    database.close();
  }
}

export const keep = (entry) => through("readwrite", (store) => store.put(entry));
export const drop = (key) => through("readwrite", (store) => store.delete(key));

/** Every entry, the oldest first, whoever's it is. */
export async function all() {
  const found = await through("readonly", (store) => store.getAll());
  return found.sort((one, other) => one.at - other.at);
}

export async function of(agent) {
  return (await all()).filter((entry) => entry.agent === agent);
}
