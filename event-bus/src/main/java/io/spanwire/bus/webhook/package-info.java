/**
 * What edges and workers agree on about webhooks: their signatures and secrets, as Standard Webhooks says, and the addresses
 * that requests may go to. No I/O; uses only the messages. Read {@link io.spanwire.bus.webhook.AddressRules} first.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
@NullMarked
package io.spanwire.bus.webhook;

import org.jspecify.annotations.NullMarked;
