package io.spanwire.projections.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Command;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The outcome a command must have: the balance after each of its events, or the code of its rejection.
 *
 * @param name the name it takes, if it takes one
 */
record ExpectedOutcome(List<Long> balances, String rejection, Optional<String> name) {
    private static final String FAILED = "undecidable";

    static ExpectedOutcome of(Command command, long version, long balance) {
        if (!command.stream().type().equals("account")) {
            return rejected("dropped"); // another domain may know the type, so it waits
        }
        if (command.expected().isPresent() && command.expected().getAsLong() != version) {
            return rejected("stale-version");
        }
        JsonNode data = Json.parse(command.data());
        long amount = data.path("amount").asLong();
        return switch (command.name()) {
            case "deposit" -> accepted(balance + amount);
            case "withdraw" -> amount > balance ? rejected("overdrawn") : accepted(balance - amount);
            case "split" -> split(balance, data.path("parts").asInt());
            case "take-name" ->
                new ExpectedOutcome(
                        List.of(balance), "", Optional.of(data.path("name").asText()));
            case "spoil" -> rejected("dropped");
            default -> rejected(FAILED);
        };
    }

    /** Whether it has no final outcome. */
    boolean fails() {
        return rejection.equals(FAILED);
    }

    private static ExpectedOutcome split(long balance, int parts) {
        return new ExpectedOutcome(
                LongStream.rangeClosed(balance + 1, balance + parts).boxed().toList(), "", Optional.empty());
    }

    private static ExpectedOutcome accepted(long balance) {
        return new ExpectedOutcome(List.of(balance), "", Optional.empty());
    }

    private static ExpectedOutcome rejected(String code) {
        return new ExpectedOutcome(List.of(), code, Optional.empty());
    }
}
