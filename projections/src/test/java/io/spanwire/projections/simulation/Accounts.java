package io.spanwire.projections.simulation;

import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The simulation's domain: accounts. Every decision depends on the state and every event contains it, so that a
 * decision on a stale state is detected. Names are unique across accounts.
 */
final class Accounts implements Domain {
    static final String NAME_KEY = "name_key";
    static final String ACCOUNT = "upsert-account.sql";
    static final String NAME = "insert-name.sql";

    record Deposit(long amount) {}

    record Withdraw(long amount) {}

    record Split(int parts) {}

    record TakeName(String name) {}

    record Explode(boolean error) {}

    record Spoil() {}

    record Wreck() {}

    record Deposited(long amount, long balance) {}

    record Withdrawn(long amount, long balance) {}

    record NameTaken(String name, long balance) {}

    /** Its projection always throws. */
    record Spoiled(long balance) {}

    /** Applying it always throws. */
    record Wrecked(long balance) {}

    /** The account's state. */
    record Account(long balance) {
        Decision deposit(Deposit command, Context context) {
            return Decision.accept(new Deposited(command.amount(), balance + command.amount()));
        }

        Decision withdraw(Withdraw command, Context context) {
            return command.amount() > balance
                    ? Decision.reject("overdrawn", "There are only " + balance + ".")
                    : Decision.accept(new Withdrawn(command.amount(), balance - command.amount()));
        }

        Decision split(Split command, Context context) {
            return Decision.accept(IntStream.rangeClosed(1, command.parts())
                    .mapToObj(part -> new Deposited(1, balance + part))
                    .toArray());
        }

        Decision takeName(TakeName command, Context context) {
            return Decision.accept(new NameTaken(command.name(), balance));
        }

        Decision explode(Explode command, Context context) {
            if (command.error()) {
                throw new StackOverflowError();
            }
            throw new IllegalStateException("simulated failure");
        }

        Decision spoil(Spoil command, Context context) {
            return Decision.accept(new Spoiled(balance));
        }

        Decision wreck(Wreck command, Context context) {
            return Decision.accept(new Wrecked(balance));
        }

        Account deposited(RecordedEvent<Deposited> event) {
            return new Account(balance + event.data().amount());
        }

        Account withdrawn(RecordedEvent<Withdrawn> event) {
            return new Account(balance - event.data().amount());
        }

        Account nameTaken(RecordedEvent<NameTaken> event) {
            return this;
        }

        Account spoiled(RecordedEvent<Spoiled> event) {
            return this;
        }

        Account wrecked(RecordedEvent<Wrecked> event) {
            throw new IllegalStateException("simulated failure");
        }
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(StreamType.of("account", Account.class, new Account(0))
                .command("deposit", Deposit.class, Account::deposit)
                .command("withdraw", Withdraw.class, Account::withdraw)
                .command("split", Split.class, Account::split)
                .command("take-name", TakeName.class, Account::takeName)
                .command("explode", Explode.class, Account::explode)
                .command("spoil", Spoil.class, Account::spoil)
                .command("wreck", Wreck.class, Account::wreck)
                .event("deposited", Deposited.class, Account::deposited)
                .event("withdrawn", Withdrawn.class, Account::withdrawn)
                .event("name-taken", NameTaken.class, Account::nameTaken)
                .event("spoiled", Spoiled.class, Account::spoiled)
                .event("wrecked", Wrecked.class, Account::wrecked)
                .rejection("overdrawn", "The account does not hold that much")
                .rejection("name-taken", "The name is taken")
                .build());
    }

    @Override
    public List<Projection> projections() {
        Statement upsert = new Statement(new Sql(ACCOUNT, "upsert"), List.of());
        Statement insert = new Statement(new Sql(NAME, "insert"), List.of());
        return List.of(Projection.named("accounts", 1)
                .on(Deposited.class, upsert, event -> row(event, event.data().balance()))
                .on(Withdrawn.class, upsert, event -> row(event, event.data().balance()))
                .on(NameTaken.class, upsert, event -> row(event, event.data().balance()))
                .on(
                        NameTaken.class,
                        insert,
                        event -> Row.of(event.data().name(), event.stream().toString()))
                .on(Spoiled.class, upsert, event -> {
                    throw new IllegalStateException("simulated failure");
                })
                .onViolation(NAME_KEY, "name-taken", "Someone has this name already.")
                .build());
    }

    private static Row row(RecordedEvent<?> event, long balance) {
        return Row.of(event.stream().toString(), event.version(), balance);
    }
}
