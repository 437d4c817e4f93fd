/**
 * Webhooks: the delivery of events to HTTP servers outside. One thread of a worker runs them for the partitions of its lanes,
 * behind the lanes, as reactions are run: {@link io.spanwire.projections.webhook.WebhookDelivery} says how nothing is lost. May
 * depend on the journal and the followers of lanes. Read that class first, then
 * {@link io.spanwire.projections.webhook.WebhookSteps} and {@link io.spanwire.projections.webhook.WebhookCursor}.
 */
@NullMarked
package io.spanwire.projections.webhook;

import org.jspecify.annotations.NullMarked;
