/**
 * The administration of webhooks over HTTP, for operators. Workers deliver; this package changes what is stored. Depends on the
 * event bus and the edge's security. Read {@link io.spanwire.edge.webhook.WebhookResource} first.
 */
@NullMarked
package io.spanwire.edge.webhook;

import org.jspecify.annotations.NullMarked;
