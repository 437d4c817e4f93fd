package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Allocates ports that stay free until a test listens on them: below the kernel's range for outgoing connections and
 * outside the launcher's, in a range of this JVM. None is allocated twice, because its user may listen much later, or again.
 */
public final class TestPorts {
    private static final int RANGE = 8_000 / TestFork.COUNT;
    private static final int FIRST = 12_000 + (TestFork.NUMBER - 1) % TestFork.COUNT * RANGE;
    private static final int LAST = FIRST + RANGE;
    private static final int MAX_ATTEMPTS = 200;
    private static final Set<Integer> ALLOCATED = ConcurrentHashMap.newKeySet();

    private TestPorts() {}

    public static int free() throws IOException {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (ALLOCATED.add(port)) {
                    return socket.getLocalPort();
                }
            } catch (IOException taken) {
                // Try another port.
            }
        }
        throw new IOException("No free port between " + FIRST + " and " + LAST);
    }
}
