// One stream for the whole browser, however many tabs are open.
//
// Runs as a SharedWorker. A tab says {hello: {url, after}} and from then on hears {signal}, {missed} and
// {state}; {bye} ends it. The stream closes with the last tab. Holds nothing but topics and positions.

import { LiveStream } from "./live-stream.js";

const tabs = new Set();
let stream = null;

function tellEveryone(news) {
  for (const tab of tabs) tab.postMessage(news);
}

function welcome(tab, { url, after }) {
  tabs.add(tab);
  if (!stream) {
    stream = new LiveStream(url, after, tellEveryone);
    stream.open();
    return;
  }
  tab.postMessage({ state: stream.state });
  const unseen = stream.since(after);
  if (unseen === null) tab.postMessage({ missed: true });
  else for (const signal of unseen) tab.postMessage({ signal });
}

function farewell(tab) {
  tabs.delete(tab);
  if (tabs.size > 0) return;
  stream?.close();
  stream = null;
}

self.onconnect = (event) => {
  const tab = event.ports[0];
  tab.onmessage = ({ data }) => (data.hello ? welcome(tab, data.hello) : farewell(tab));
};
