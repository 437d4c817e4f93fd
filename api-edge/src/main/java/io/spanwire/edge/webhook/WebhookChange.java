package io.spanwire.edge.webhook;

import java.util.Optional;
import java.util.Set;

/** What is changed of a webhook; what is empty stays. */
record WebhookChange(
        Optional<String> description, Optional<String> feed, Optional<Set<String>> types, Optional<String> url) {}
