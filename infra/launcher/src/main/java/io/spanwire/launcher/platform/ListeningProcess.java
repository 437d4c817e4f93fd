package io.spanwire.launcher.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The process that listens on a TCP port, as Linux tells it in {@code /proc}: the port's socket has an inode, and the
 * process has an open file with it. Processes of other users cannot be seen, and other systems have no such files.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_net.5.html">proc_net(5)</a>
 */
final class ListeningProcess {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningProcess() {}

    /** Its pid and program, like {@code process 42 (java)}; empty if it cannot be found. */
    static Optional<String> on(int port) {
        Set<String> sockets = new HashSet<>();
        addSockets(PROC.resolve("net/tcp"), port, sockets);
        addSockets(PROC.resolve("net/tcp6"), port, sockets);
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> hasAny(process.pid(), sockets))
                        .findFirst()
                        .map(process -> "process " + process.pid() + program(process));
    }

    private static void addSockets(Path table, int port, Set<String> sockets) {
        String suffix = String.format(":%04X", port);
        try (Stream<String> lines = Files.lines(table)) {
            lines.map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > INODE
                            && fields[STATE].equals(LISTEN)
                            && fields[LOCAL_ADDRESS].endsWith(suffix))
                    .forEach(fields -> sockets.add("socket:[" + fields[INODE] + "]"));
        } catch (IOException notLinux) {
            // Then the process is not named.
        }
    }

    private static boolean hasAny(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path file : files) {
                if (sockets.contains(target(file))) {
                    return true;
                }
            }
        } catch (IOException | SecurityException otherUser) {
            return false;
        }
        return false;
    }

    /** Empty for a file that was closed meanwhile. */
    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static String program(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> " (" + Path.of(command).getFileName() + ")")
                .orElse("");
    }
}
