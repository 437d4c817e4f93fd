package io.spanwire.launcher.roles;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The limit on open files, sockets among them, that the operating system sets for this process. */
final class FileDescriptors {
    /** For everything but clients' connections: jars, logs, databases, Kafka, an embedded broker's segments. */
    private static final long RESERVED = 2_000;

    private FileDescriptors() {}

    /** The maximum of clients' connections, or fewer, so that descriptors remain for the rest. */
    static int lowered(int max) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? lowered(max, system.getMaxFileDescriptorCount())
                : max;
    }

    /** With a low limit half of it remains. */
    static int lowered(int max, long descriptors) {
        long forClients = descriptors - Math.min(RESERVED, descriptors / 2);
        return (int) Math.max(1, Math.min(max, forClients));
    }
}
