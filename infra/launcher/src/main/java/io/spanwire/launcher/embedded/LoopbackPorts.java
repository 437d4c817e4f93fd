package io.spanwire.launcher.embedded;

import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on 127.0.0.1, stored in a file: a restart uses them again if they are free. They are below the kernel's range
 * of ephemeral ports, so outgoing connections do not take them between two starts.
 */
final class LoopbackPorts {
    static final String HOST = "127.0.0.1";
    private static final int MIN = 20_000;
    private static final int MAX = 32_000;
    private static final int ATTEMPTS = 200;

    private final Path file;
    private final Properties stored = new Properties();

    private LoopbackPorts(Path file) {
        this.file = file;
    }

    static LoopbackPorts load(Path file) throws IOException {
        LoopbackPorts ports = new LoopbackPorts(file);
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                ports.stored.load(in);
            }
        }
        return ports;
    }

    /** The stored port of that name, which a running process may use. */
    static int stored(Path file, String name) throws IOException {
        String port = load(file).stored.getProperty(name, "");
        if (!port.matches("[1-9][0-9]{3,4}")) {
            throw new NoSuchFileException(file.toString(), null, "has no port of " + name);
        }
        return Integer.parseInt(port);
    }

    /** The stored port of that name if it is free, otherwise a new one, which is stored. */
    int claim(String name) throws IOException {
        String port = stored.getProperty(name, "0");
        return port.matches("[1-9][0-9]{3,4}") && isFree(Integer.parseInt(port))
                ? Integer.parseInt(port)
                : choose(name);
    }

    private int choose(String name) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(MIN, MAX);
            if (!stored.containsValue(Integer.toString(port)) && isFree(port)) {
                stored.setProperty(name, Integer.toString(port));
                try (OutputStream out = Files.newOutputStream(file)) {
                    stored.store(out, "Chosen at a start; used again while free");
                }
                return port;
            }
        }
        throw new UserFacingException(
                "No free port on " + HOST + " between " + MIN + " and " + MAX + ".",
                "Find what listens there (ss -ltnp) and stop what is not needed.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
