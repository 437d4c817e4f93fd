package io.spanwire.launcher.start;

/** Hears what a start is doing, one short phrase a step; may be called from several threads. */
@FunctionalInterface
public interface ProgressListener {

    /** Says nothing. */
    ProgressListener SILENT = step -> {};

    void step(String phrase);
}
