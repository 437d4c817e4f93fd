package io.spanwire.notifier.hub;

/** What reads and holds pages of history under a {@link PageReadLock}. */
interface PageHolder {
    /** The lock that was asked for is this one's now. */
    void lockAcquired();
}
