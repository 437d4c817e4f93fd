/**
 * Chat rooms, as a user of Spanwire would write them: what one may say to a room, what is then on record, and how the
 * newest messages are found. Depends on the domain API alone. Read {@link io.spanwire.samples.chat.Room} first: it
 * decides; {@link io.spanwire.samples.chat.ChatDomain} puts the parts together.
 */
@NullMarked
package io.spanwire.samples.chat;

import org.jspecify.annotations.NullMarked;
