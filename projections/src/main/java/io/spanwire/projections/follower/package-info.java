/**
 * What works behind the lanes of a process: {@link io.spanwire.projections.follower.OwnedPartitions} holds the partitions of
 * its lanes with the events committed last, once for all followers, and {@link io.spanwire.projections.follower.FollowerThread}
 * is the thread of one. Reactions and webhooks are followers. May depend on the lanes' listener. Read those two classes first.
 */
@NullMarked
package io.spanwire.projections.follower;

import org.jspecify.annotations.NullMarked;
