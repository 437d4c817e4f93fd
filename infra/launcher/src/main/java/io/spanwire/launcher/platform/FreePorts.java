package io.spanwire.launcher.platform;

import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The check that a server's ports are free, before Kafka and PostgreSQL start: they take seconds, and would be stopped
 * again. Another program may take a port after the check; the server then fails to listen as it would without it.
 */
public final class FreePorts {
    private FreePorts() {}

    /** @throws UserFacingException that names the port that is taken and, where it can be found, the process */
    public static void require(Settings settings) {
        if (settings.listensForHttps()) {
            require(settings.http().host(), settings.http().port(), "port");
            settings.http()
                    .redirectPort()
                    .ifPresent(port -> require(settings.http().host(), port, "http-port"));
        }
        settings.management()
                .port()
                .ifPresent(port -> require(settings.management().host(), port, "management.port"));
    }

    private static void require(String host, int port, String setting) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (BindException e) {
            throw new UserFacingException(
                    "Spanwire cannot listen on " + host + ":" + port + ": "
                            + ListeningProcess.on(port)
                                    .map(process -> "the port is in use by " + process)
                                    .orElse(String.valueOf(e.getMessage()))
                            + ".",
                    "Stop what listens there, or choose another port: --set " + setting + "=N",
                    e);
        } catch (IOException unknownHost) {
            // The server says so itself when it listens.
        }
    }
}
