package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of this machine that stay free while nobody listens on them: below those that the kernel uses for outgoing
 * connections, and apart from the launcher's own. None is given twice: whoever has one may listen much later, or again.
 */
final class TestPorts {
    private static final int FIRST = 12_000;
    private static final int LAST = 30_000;
    private static final int TRIES = 200;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private TestPorts() {}

    static int free() throws IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(port)) {
                    return socket.getLocalPort();
                }
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new IOException("No free port between " + FIRST + " and " + LAST);
    }
}
