package io.spanwire.bench.process;

import io.spanwire.bench.BenchFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.management.jfr.FlightRecorderMXBean;

/**
 * A recording of JDK Flight Recorder in another JVM. It is written on request, while that JVM runs, and does not depend on how
 * the JVM ends. One thread.
 */
public final class FlightRecording {
    private static final String SETTINGS = "profile";

    private final FlightRecorderMXBean recorder;
    private final long id;

    private FlightRecording(FlightRecorderMXBean recorder, long id) {
        this.recorder = recorder;
        this.id = id;
    }

    /** Starts one with the JDK's settings for profiling. */
    static FlightRecording start(FlightRecorderMXBean recorder) {
        long id = recorder.newRecording();
        recorder.setPredefinedConfiguration(id, SETTINGS);
        recorder.startRecording(id);
        return new FlightRecording(recorder, id);
    }

    /** Ends the recording; the other JVM writes the file. */
    public void writeTo(Path file) {
        try {
            recorder.stopRecording(id);
            recorder.copyTo(id, file.toAbsolutePath().toString());
            recorder.closeRecording(id);
            if (!Files.exists(file) || Files.size(file) == 0) {
                throw new BenchFailed("The JVM has written no recording to " + file);
            }
        } catch (IOException e) {
            throw new BenchFailed("The recording cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
