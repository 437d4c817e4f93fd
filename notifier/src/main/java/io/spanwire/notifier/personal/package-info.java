/**
 * The opening of sealed events for delivery: once when an event enters the hot tail, and once when a page is read. May
 * depend on the SQL client. Read {@link io.spanwire.notifier.personal.EventOpener} first.
 */
@NullMarked
package io.spanwire.notifier.personal;

import org.jspecify.annotations.NullMarked;
