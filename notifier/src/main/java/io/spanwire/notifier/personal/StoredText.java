package io.spanwire.notifier.personal;

import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import org.jspecify.annotations.Nullable;

/** The text of an event as it is stored, sealed or not, and its secret, if it has one. */
public record StoredText(EventText text, @Nullable EventSecret secret) {}
