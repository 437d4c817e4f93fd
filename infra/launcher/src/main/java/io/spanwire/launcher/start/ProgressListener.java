package io.spanwire.launcher.start;

/** A listener to the steps of a start, one short phrase each; called from several threads. */
@FunctionalInterface
public interface ProgressListener {

    ProgressListener SILENT = step -> {};

    void step(String phrase);
}
