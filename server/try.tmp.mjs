import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
const { temporaryCluster } = await import('/work/main/server/dist/local/temporary-cluster.js');
const { migrate } = await import('/work/main/server/dist/main.migrate.js');
const c = await temporaryCluster();
await migrate(c.ownerUrl('postgres'), c.appUrl('postgres'));
const env = { ...process.env, NODE_ENV:'development', DATABASE_URL: c.appUrl('postgres'), DATABASE_OWNER_URL: c.ownerUrl('postgres'), DATA_KEY: randomBytes(32).toString('base64'), HASH_KEY: randomBytes(32).toString('base64'), DEMO_SIGN_IN:'1', PORT:'3999' };
const run = (f) => new Promise((res) => { const p = spawn('node', ['server/dist/'+f], { env, stdio: 'inherit' }); p.on('exit', res); });
const t=Date.now();
console.log('seed exit', await run('main.seed.js'), Date.now()-t,'ms');
console.log(c.ownerUrl('postgres'));
if (process.argv[2]) { const a = spawn('node',['server/dist/main.api.js'],{env,stdio:'inherit'}); const w = spawn('node',['server/dist/main.worker.js'],{env,stdio:'inherit'}); process.on('SIGTERM',async()=>{a.kill();w.kill();await c.remove();process.exit()}); await new Promise(()=>{}); }
await c.remove();
