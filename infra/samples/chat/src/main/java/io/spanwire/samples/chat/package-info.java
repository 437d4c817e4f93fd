/**
 * A sample domain, chat rooms: commands, events, projection and view, as a user of Spanwire would write them. Depends
 * on the domain API alone. Read {@link io.spanwire.samples.chat.Room} first, which decides, then
 * {@link io.spanwire.samples.chat.ChatDomain}.
 */
@NullMarked
package io.spanwire.samples.chat;

import org.jspecify.annotations.NullMarked;
