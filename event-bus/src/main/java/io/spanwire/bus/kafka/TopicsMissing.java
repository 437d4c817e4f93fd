package io.spanwire.bus.kafka;

import java.util.List;

/** Topics of this installation do not exist, or are not visible to this login. */
public final class TopicsMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicsMissing(List<String> topics) {
        super("Kafka has no " + String.join(", ", topics) + ", or this login may not see "
                + (topics.size() == 1 ? "it" : "them")
                + ". Run spanwire migrate, which creates topics; then start again.");
    }
}
