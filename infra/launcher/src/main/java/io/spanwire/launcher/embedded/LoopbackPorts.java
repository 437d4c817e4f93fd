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
 * Ports on 127.0.0.1, remembered in a file so that a restart keeps them while they are free. They come from below the
 * range the kernel uses for outgoing connections, so nothing takes them by chance between two starts.
 */
final class LoopbackPorts {
    static final String HOST = "127.0.0.1";
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 200;

    private final Path file;
    private final Properties kept = new Properties();

    private LoopbackPorts(Path file) {
        this.file = file;
    }

    static LoopbackPorts keptIn(Path file) throws IOException {
        LoopbackPorts ports = new LoopbackPorts(file);
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                ports.kept.load(in);
            }
        }
        return ports;
    }

    /** The port kept under that name, by whoever has it now. */
    static int kept(Path file, String name) throws IOException {
        String port = keptIn(file).kept.getProperty(name, "");
        if (!port.matches("[1-9][0-9]{3,4}")) {
            throw new NoSuchFileException(file.toString(), null, "has no port of " + name);
        }
        return Integer.parseInt(port);
    }

    /** The port kept under that name when it is free, else another one, kept from now on. */
    int claim(String name) throws IOException {
        String port = kept.getProperty(name, "0");
        return port.matches("[1-9][0-9]{3,4}") && isFree(Integer.parseInt(port))
                ? Integer.parseInt(port)
                : choose(name);
    }

    private int choose(String name) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (!kept.containsValue(Integer.toString(port)) && isFree(port)) {
                keep(name, port);
                return port;
            }
        }
        throw new UserFacingException(
                "No free port on " + HOST + " between " + FIRST + " and " + LAST + ".",
                "Look what listens there (ss -ltnp) and stop what is not needed.");
    }

    private void keep(String name, int port) throws IOException {
        kept.setProperty(name, Integer.toString(port));
        try (OutputStream out = Files.newOutputStream(file)) {
            kept.store(out, "Chosen at start; kept while free");
        }
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
