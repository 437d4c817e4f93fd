/**
 * How much a client may take: budgets of one client address, limits on what is open, the addresses of clients behind
 * trusted proxies, and the metric of refusals. Depends on the event bus, the notifier's ports, Netty and Vert.x. Read
 * {@link io.spanwire.edge.budget.ClientBudget} first.
 */
@NullMarked
package io.spanwire.edge.budget;

import org.jspecify.annotations.NullMarked;
