// Owns answering the bench how large this process's heap is; preloaded into API and worker with --import.
// Leaves the product as it is: in production nothing of this is loaded.

process.on('message', (message) => {
  if (message !== 'memory') return;
  const { heapUsed, heapTotal, rss } = process.memoryUsage();
  process.send?.({ memory: { heapUsed, heapTotal, rss } });
});
