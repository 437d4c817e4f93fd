package io.spanwire.acceptance.harness;

/** The test JVMs that the build runs at the same time; each uses names and ports of its own. */
final class TestFork {
    /** Which one this is, from 1. */
    static final int NUMBER =
            Integer.parseInt(System.getProperty("spanwire.test.fork", "fork-1").substring("fork-".length()));

    /** How many there are at most. */
    static final int COUNT = 2;

    private TestFork() {}
}
