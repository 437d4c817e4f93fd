package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.SmallDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** The disk of the broker or the database has no room left, then has again; whoever died of it is started again. */
public final class DiskFull implements Fault {
    private static final String COMPLAINT = "No space left on device";

    private final String name;
    private final SmallDisk disk;
    private final Supplier<String> log;
    private final Revival revival;
    private int complaints;
    private boolean filled;

    /** Starts the part again if it is not there any more. */
    @FunctionalInterface
    public interface Revival {
        void revive() throws IOException, InterruptedException;
    }

    /** @param log of whoever complains when nothing can be written */
    public DiskFull(String what, SmallDisk disk, Supplier<String> log, Revival revival) {
        this.name = what + "'s disk is full";
        this.disk = disk;
        this.log = log;
        this.revival = revival;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void inject() throws IOException {
        complaints = complaints();
        disk.fill();
        filled = true;
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(12);
    }

    @Override
    public void heal() throws IOException, InterruptedException {
        if (filled) {
            filled = false;
            complaints = complaints() - complaints;
            disk.empty();
            revival.revive();
        }
    }

    @Override
    public String prove() {
        assertThat(complaints).as("complaints about a full disk").isPositive();
        return name + ": " + complaints + " complaints";
    }

    private int complaints() {
        String said = log.get();
        return said.split(COMPLAINT, -1).length - 1;
    }
}
