// Sends events as a shop would: node send.mjs segment|rudder URL WRITE_KEY COUNT. Ends when all of them are delivered.
import { Analytics as Segment } from '@segment/analytics-node'
import Rudder from '@rudderstack/rudder-sdk-node'

const [client, url, writeKey, count] = process.argv.slice(2)
const user = `${client}-node-user`

function track(analytics, number) {
  analytics.track({ userId: user, event: 'Product Viewed', properties: { number: String(number) } })
}

if (client === 'segment') {
  const analytics = new Segment({ writeKey, host: url, flushAt: 20, flushInterval: 100 })
  analytics.track({ anonymousId: 'segment-node-browser', event: 'Product Viewed', properties: { number: '0' } })
  analytics.identify({ userId: user, anonymousId: 'segment-node-browser', traits: { tier: 'gold' } })
  for (let number = 1; number < Number(count); number++) {
    track(analytics, number)
  }
  await analytics.closeAndFlush({ timeout: 60000 })
} else {
  const analytics = new Rudder(writeKey, { dataPlaneUrl: url, flushAt: 20, flushInterval: 100, gzip: true })
  for (let number = 0; number < Number(count); number++) {
    track(analytics, number)
  }
  await new Promise((done, failed) => analytics.flush((error) => (error ? failed(error) : done())))
  await new Promise((over) => setTimeout(over, 3000))
  await analytics.flush()
  process.exit(0)
}
